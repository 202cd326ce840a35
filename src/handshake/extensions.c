#include "handshake/extensions.h"

_Static_assert(BRN_TLS_EXTENSION_COUNT <= 32, "one bit for each in a uint32_t");

void brn_build_client_extensions(brn_handshake *hs, brn_writer *w)
{
    brn_prefix all = brn_write_vector16(w);

    for (size_t i = 0; i < BRN_TLS_EXTENSION_COUNT; i++) {
        const brn_tls_extension *extension = &brn_tls_extensions[i];
        brn_prefix data;

        if (extension->needed != NULL && !extension->needed(hs))
            continue;
        brn_write_u16(w, (uint16_t)extension->code);
        data = brn_write_vector16(w);
        extension->build(hs, w);
        brn_write_close(w, data);
        hs->extensions_offered |= UINT32_C(1) << i;
    }
    brn_write_close(w, all);
}

static size_t find(uint16_t code)
{
    size_t i = 0;

    while (i < BRN_TLS_EXTENSION_COUNT && (uint16_t)brn_tls_extensions[i].code != code)
        i++;
    return i;
}

static const char *name_of(uint16_t code)
{
    size_t i = find(code);

    return i < BRN_TLS_EXTENSION_COUNT ? brn_tls_extensions[i].name : "unknown";
}

static brine_result parse_one(brn_handshake *hs, uint16_t code, brn_reader data)
{
    size_t i = find(code);
    uint32_t bit = i < BRN_TLS_EXTENSION_COUNT ? UINT32_C(1) << i : 0;

    if ((hs->extensions_offered & bit) == 0)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_EXTENSION_NOT_OFFERED, name_of(code),
                                code, 0);
    hs->extensions_received |= bit;
    if (brn_tls_extensions[i].parse == NULL)
        return brn_note_name(&hs->failure, BRINE_ERROR_EXTENSION_NOT_OFFERED,
                             brn_tls_extensions[i].name);
    return brn_tls_extensions[i].parse(hs, data);
}

/*
 * The block's shape, judged before any extension is read: whole, and no type twice
 * (section 7.4.1.4). It is enough to remember one type more than we can have offered: if
 * so many differ, one of them was not offered, and that is told next.
 */
static brine_result check_shape(brn_handshake *hs, brn_reader all)
{
    uint16_t seen[BRN_TLS_EXTENSION_COUNT + 1];
    size_t count = 0;
    brn_reader data;
    uint16_t code;

    while (!brn_reader_empty(&all)) {
        if (!brn_read_u16(&all, &code) || !brn_read_vector16(&all, &data))
            return brn_handshake_malformed(hs, "extensions");
        for (size_t i = 0; i < count; i++)
            if (seen[i] == code)
                return brn_note_numbers(&hs->failure, BRINE_ERROR_EXTENSION_DUPLICATE,
                                        name_of(code), code, 0);
        if (count < BRN_TLS_EXTENSION_COUNT + 1)
            seen[count++] = code;
    }
    return BRINE_OK;
}

brine_result brn_parse_server_extensions(brn_handshake *hs, brn_reader all)
{
    brine_result result = check_shape(hs, all);
    brn_reader data;
    uint16_t code;

    while (result == BRINE_OK && brn_read_u16(&all, &code) && brn_read_vector16(&all, &data))
        result = parse_one(hs, code, data);
    return result;
}

bool brn_tls_extension_received(const brn_handshake *hs, brn_tls_extension_code code)
{
    return (hs->extensions_received >> find((uint16_t)code) & 1) != 0;
}
