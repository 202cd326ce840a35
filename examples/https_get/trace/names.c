#include "names.h"

#include <brine/provider.h>

#include <stdio.h>

struct numbered {
    uint32_t number;
    const char *name;
};

static const char *find(const struct numbered *list, size_t count, uint32_t number,
                        char room[NAME_SIZE])
{
    for (size_t i = 0; i < count; i++)
        if (list[i].number == number)
            return list[i].name;
    snprintf(room, NAME_SIZE, "0x%04x", (unsigned)number);
    return room;
}

#define FIND(list, number, room) find(list, sizeof(list) / sizeof *(list), number, room)

const char *name_of_version(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {0x0300, "SSL 3.0"}, {0x0301, "TLS 1.0"}, {0x0302, "TLS 1.1"},
        {0x0303, "TLS 1.2"}, {0x0304, "TLS 1.3"},
    };

    return FIND(list, number, room);
}

/* RFC 5288, 5289, 7905; 5746 section 3.3. */
const char *name_of_suite(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"},
        {0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"},
        {0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"},
        {0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
        {0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
        {0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
        {0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
        {0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
        {0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
    };

    return FIND(list, number, room);
}

/* RFC 8422 section 5.1.1. */
const char *name_of_group(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {23, "secp256r1"}, {24, "secp384r1"}, {25, "secp521r1"}, {29, "x25519"}, {30, "x448"},
    };

    return FIND(list, number, room);
}

/* Those that brine knows, and those that servers of TLS 1.2 name beside them. */
const char *name_of_scheme(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {0x0201, "rsa_pkcs1_sha1"},     {0x0202, "dsa_sha1"},
        {0x0203, "ecdsa_sha1"},         {0x0301, "rsa_pkcs1_sha224"},
        {0x0302, "dsa_sha224"},         {0x0303, "ecdsa_sha224"},
        {0x0402, "dsa_sha256"},         {0x0502, "dsa_sha384"},
        {0x0602, "dsa_sha512"},         {0x0808, "ed448"},
        {0x0809, "rsa_pss_pss_sha256"}, {0x080a, "rsa_pss_pss_sha384"},
        {0x080b, "rsa_pss_pss_sha512"},
    };
    const char *known = number <= UINT16_MAX ? brine_signature_scheme_name((uint16_t)number) : "";

    return known[0] != '\0' ? known : FIND(list, number, room);
}

const char *name_of_extension(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {0, "server_name"},
        {1, "max_fragment_length"},
        {5, "status_request"},
        {10, "supported_groups"},
        {11, "ec_point_formats"},
        {13, "signature_algorithms"},
        {16, "application_layer_protocol_negotiation"},
        {18, "signed_certificate_timestamp"},
        {22, "encrypt_then_mac"},
        {23, "extended_master_secret"},
        {35, "session_ticket"},
        {0xff01, "renegotiation_info"},
    };

    return FIND(list, number, room);
}

/* RFC 5246 section 7.4.4, RFC 8422 section 5.5. */
const char *name_of_certificate_type(uint32_t number, char room[NAME_SIZE])
{
    static const struct numbered list[] = {
        {1, "rsa_sign"},     {2, "dss_sign"},    {3, "rsa_fixed_dh"},
        {4, "dss_fixed_dh"}, {64, "ecdsa_sign"},
    };

    return FIND(list, number, room);
}
