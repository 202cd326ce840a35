#include "anchors.h"

#include "base/writer.h"
#include "x509/pem/pem.h"

#include <string.h>

/* An element whose length takes two bytes after 0x82 or, in DER, fewer. */
static void put(brn_writer *w, uint8_t tag, const uint8_t *content, size_t len)
{
    brn_write_u8(w, tag);
    if (len > 0xff) {
        brn_write_u8(w, 0x82);
        brn_write_u16(w, (uint16_t)len);
    } else {
        if (len > 0x7f)
            brn_write_u8(w, 0x81);
        brn_write_u8(w, (uint8_t)len);
    }
    brn_write_bytes(w, content, len);
}

/* Name ::= SEQUENCE OF SET OF SEQUENCE { commonName, UTF8String } */
size_t make_subject(uint8_t out[ANCHOR_SIZE], const char *common_name)
{
    static const uint8_t common_name_oid[] = {0x55, 0x04, 0x03};
    uint8_t attribute[ANCHOR_SIZE], sequence[ANCHOR_SIZE], set[ANCHOR_SIZE];
    brn_writer inner = brn_writer_to(attribute, sizeof attribute);
    brn_writer middle = brn_writer_to(sequence, sizeof sequence);
    brn_writer outer = brn_writer_to(set, sizeof set);
    brn_writer name = brn_writer_to(out, ANCHOR_SIZE);

    put(&inner, 0x06, common_name_oid, sizeof common_name_oid);
    put(&inner, 0x0c, (const uint8_t *)common_name, strlen(common_name));
    put(&middle, 0x30, attribute, inner.len);
    put(&outer, 0x31, sequence, middle.len);
    put(&name, 0x30, set, outer.len);
    return name.len;
}

size_t make_anchor(uint8_t out[ANCHOR_SIZE], const char *common_name, uint8_t serial)
{
    static const uint8_t version[] = {0x02, 0x01, 0x02};
    static const uint8_t algorithm[] = {0x06, 0x01, 0x2a};
    static const uint8_t spki[] = {0x30, 0x03, 0x06, 0x01, 0x2a, 0x03, 0x02, 0x00, 0xff};
    static const uint8_t signature[64] = {0, 0xaa};
    uint8_t tbs[ANCHOR_SIZE], certificate[ANCHOR_SIZE], subject[ANCHOR_SIZE];
    brn_writer w = brn_writer_to(tbs, sizeof tbs);
    brn_writer whole = brn_writer_to(certificate, sizeof certificate);
    brn_writer result = brn_writer_to(out, ANCHOR_SIZE);

    put(&w, 0xa0, version, sizeof version);
    put(&w, 0x02, &serial, 1);
    put(&w, 0x30, algorithm, sizeof algorithm);
    put(&w, 0x30, NULL, 0); /* issuer */
    put(&w, 0x30, NULL, 0); /* validity */
    brn_write_bytes(&w, subject, make_subject(subject, common_name));
    put(&w, 0x30, spki, sizeof spki);
    put(&whole, 0x30, tbs, w.len);
    put(&whole, 0x30, algorithm, sizeof algorithm);
    put(&whole, 0x03, signature, sizeof signature);
    put(&result, 0x30, certificate, whole.len);
    return result.len;
}

size_t make_pem(char *out, size_t cap, const char *label, const uint8_t *der, size_t len)
{
    brn_text text = brn_text_in(out, cap);

    brn_pem_write(&text, label, (brine_bytes){der, len});
    return text.len;
}

size_t make_anchor_pem(char out[ANCHOR_PEM_SIZE], const char *common_name, uint8_t serial)
{
    uint8_t der[ANCHOR_SIZE];

    return make_pem(out, ANCHOR_PEM_SIZE, "CERTIFICATE", der,
                    make_anchor(der, common_name, serial));
}
