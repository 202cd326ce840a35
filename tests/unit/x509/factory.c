#include "unit/x509/factory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/* ---- The arena ---- */

typedef struct piece {
    struct piece *next;
    uint8_t bytes[];
} piece;

static piece *pieces;

static uint8_t *take(size_t len)
{
    piece *p = malloc(sizeof *p + len + 1);

    if (p == NULL)
        abort();
    p->next = pieces;
    pieces = p;
    return p->bytes;
}

void factory_reset(void)
{
    while (pieces != NULL) {
        piece *next = pieces->next;

        free(pieces);
        pieces = next;
    }
}

/* ---- DER ---- */

der factory_copy(const void *data, size_t len)
{
    uint8_t *bytes = take(len);

    memcpy(bytes, data, len);
    return (der){bytes, len};
}

der factory_join(const der *parts, size_t count)
{
    size_t len = 0, at = 0;
    uint8_t *bytes;

    for (size_t i = 0; i < count; i++)
        len += parts[i].len;
    bytes = take(len);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0)
            memcpy(bytes + at, parts[i].data, parts[i].len);
        at += parts[i].len;
    }
    return (der){bytes, len};
}

der factory_wrap(unsigned tag, const der *parts, size_t count)
{
    der content = factory_join(parts, count), header;
    uint8_t bytes[6] = {(uint8_t)tag};
    size_t used = 1;

    if (content.len < 0x80) {
        bytes[used++] = (uint8_t)content.len;
    } else {
        unsigned width = content.len > 0xffff ? 3 : content.len > 0xff ? 2 : 1;

        bytes[used++] = (uint8_t)(0x80 | width);
        for (; width > 0; width--)
            bytes[used++] = (uint8_t)(content.len >> (8 * (width - 1)));
    }
    header = factory_copy(bytes, used);
    return JOIN(header, content);
}

der factory_oid(const char *dotted)
{
    uint8_t bytes[64];
    size_t used = 0;
    char *end;
    unsigned long arc = strtoul(dotted, &end, 10) * 40;

    arc += strtoul(end + 1, &end, 10);
    for (;;) {
        unsigned shift = 28;

        while (shift > 0 && arc >> shift == 0)
            shift -= 7;
        for (;; shift -= 7) {
            bytes[used++] = (uint8_t)((arc >> shift & 0x7f) | (shift > 0 ? 0x80 : 0));
            if (shift == 0)
                break;
        }
        if (*end == '\0')
            return WRAP(0x06, factory_copy(bytes, used));
        arc = strtoul(end + 1, &end, 10);
    }
}

der factory_integer(int64_t value)
{
    uint8_t bytes[8];
    size_t from = 0;

    for (size_t i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)value >> (56 - 8 * i));
    while (from < 7 && ((bytes[from] == 0 && bytes[from + 1] < 0x80) ||
                        (bytes[from] == 0xff && bytes[from + 1] >= 0x80)))
        from++;
    return WRAP(0x02, factory_copy(bytes + from, 8 - from));
}

der factory_text(unsigned tag, const char *text)
{
    return WRAP(tag, factory_copy(text, strlen(text)));
}

der factory_name(const char *common_name)
{
    return SEQ(SET_OF(SEQ(OID("2.5.4.3"), UTF8(common_name))));
}

der factory_name_in(const char *organization, const char *common_name)
{
    return SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8(organization))),
               SET_OF(SEQ(OID("2.5.4.3"), UTF8(common_name))));
}

der factory_extension(const char *oid, bool critical, der value)
{
    return SEQ(OID(oid), critical ? TRUE_DER : NOTHING, OCTETS(value));
}

/* ---- Keys ---- */

static EVP_PKEY *keys[KEYS_COUNT];

static EVP_PKEY *make_rsa_pss(void)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA_PSS, NULL);
    EVP_PKEY *key = NULL;

    if (context == NULL || EVP_PKEY_keygen_init(context) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) != 1 || EVP_PKEY_keygen(context, &key) != 1)
        abort();
    EVP_PKEY_CTX_free(context);
    return key;
}

static EVP_PKEY *make_key(factory_key key)
{
    switch (key) {
    case KEY_P384:
    case KEY_P384_CA:
        return EVP_EC_gen("P-384");
    case KEY_ED25519:
        return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    case KEY_RSA_2048:
    case KEY_RSA_2048_CA:
    case KEY_RSA_2048_LEAF:
        return EVP_RSA_gen(2048);
    case KEY_RSA_1024:
        return EVP_RSA_gen(1024);
    case KEY_RSA_2052:
        return EVP_RSA_gen(2052);
    case KEY_RSA_PSS:
        return make_rsa_pss();
    case KEY_ROOT:
    case KEY_CA:
    case KEY_CA2:
    case KEY_LEAF:
    case KEY_OTHER:
    case KEYS_COUNT:
        break;
    }
    return EVP_EC_gen("P-256");
}

EVP_PKEY *factory_pkey(factory_key key)
{
    if (keys[key] == NULL)
        keys[key] = make_key(key);
    if (keys[key] == NULL)
        abort();
    return keys[key];
}

der factory_spki(factory_key key)
{
    uint8_t *bytes = NULL;
    int len = i2d_PUBKEY(factory_pkey(key), &bytes);
    der spki;

    if (len <= 0)
        abort();
    spki = factory_copy(bytes, (size_t)len);
    OPENSSL_free(bytes);
    return spki;
}

der factory_key_id(factory_key key)
{
    der spki = factory_spki(key);
    uint8_t digest[32];
    unsigned len = sizeof digest;

    if (EVP_Digest(spki.data, spki.len, digest, &len, EVP_sha256(), NULL) != 1)
        abort();
    return factory_copy(digest, 20);
}

der factory_aki(factory_key key)
{
    return SEQ(WRAP(0x80, factory_key_id(key)));
}

/* ---- Extension values ---- */

der factory_basic_constraints(bool ca, int path_length)
{
    return SEQ(ca ? TRUE_DER : NOTHING, path_length >= 0 ? INT(path_length) : NOTHING);
}

der factory_key_usage(unsigned bits)
{
    uint8_t bytes[2] = {0, 0};
    unsigned last = 0;

    for (unsigned i = 0; i < 9; i++)
        if ((bits >> i & 1) != 0) {
            bytes[i / 8] |= (uint8_t)(0x80 >> i % 8);
            last = i + 1;
        }
    return WRAP(0x03, BYTES((uint8_t)((8 - last % 8) % 8)), factory_copy(bytes, (last + 7) / 8));
}

/* ---- Certificates ---- */

static cert_spec spec_common(factory_key key, factory_key signer)
{
    static int64_t serial = 1000;

    return (cert_spec){
        .version = 3,
        .serial = INT(++serial),
        .not_before = TIME("20200101000000Z"),
        .not_after = TIME("20301231235959Z"),
        .key = key,
        .signer = signer,
        .digest = "SHA256",
    };
}

cert_spec spec_ca(const char *name, factory_key key, const char *issuer, factory_key signer)
{
    cert_spec spec = spec_common(key, signer);

    spec.subject = factory_name(name);
    spec.issuer = factory_name(issuer);
    spec_set(&spec, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
    spec_set(&spec, KEY_USAGE, true, factory_key_usage(1 << 5 | 1 << 6));
    spec_set(&spec, SKI, false, OCTETS(factory_key_id(key)));
    spec_set(&spec, AKI, false, factory_aki(signer));
    return spec;
}

cert_spec spec_root(const char *name, factory_key key)
{
    cert_spec spec = spec_ca(name, key, name, key);

    spec_drop(&spec, AKI);
    return spec;
}

cert_spec spec_server(const char *host, const char *issuer, factory_key signer)
{
    cert_spec spec = spec_common(KEY_LEAF, signer);

    spec.subject = factory_name(host);
    spec.issuer = factory_name(issuer);
    spec_set(&spec, KEY_USAGE, true, factory_key_usage(1 << 0));
    spec_set(&spec, EXT_KEY_USAGE, false, SEQ(OID(SERVER_AUTH)));
    spec_set(&spec, SAN, false, SEQ(DNS(host)));
    spec_set(&spec, AKI, false, factory_aki(signer));
    return spec;
}

static size_t find_extension(const cert_spec *spec, const char *oid)
{
    size_t i = 0;

    while (i < spec->extension_count && strcmp(spec->extensions[i].oid, oid) != 0)
        i++;
    return i;
}

void spec_set(cert_spec *spec, const char *oid, bool critical, der value)
{
    size_t i = find_extension(spec, oid);

    assert(i < EXTENSIONS_IN_SPEC);
    spec->extensions[i].oid = oid;
    spec->extensions[i].whole = factory_extension(oid, critical, value);
    if (i == spec->extension_count)
        spec->extension_count++;
}

void spec_drop(cert_spec *spec, const char *oid)
{
    size_t i = find_extension(spec, oid);

    if (i == spec->extension_count)
        return;
    for (spec->extension_count--; i < spec->extension_count; i++)
        spec->extensions[i] = spec->extensions[i + 1];
}

static der pss_parameters(const char *digest)
{
    bool is_256 = strcmp(digest, "SHA256") == 0, is_384 = strcmp(digest, "SHA384") == 0;
    der hash = SEQ(OID(is_256   ? "2.16.840.1.101.3.4.2.1"
                       : is_384 ? "2.16.840.1.101.3.4.2.2"
                                : "2.16.840.1.101.3.4.2.3"),
                   BYTES(0x05, 0x00));

    return SEQ(WRAP(0xa0, hash), WRAP(0xa1, SEQ(OID("1.2.840.113549.1.1.8"), hash)),
               WRAP(0xa2, INT(is_256   ? 32
                              : is_384 ? 48
                                       : 64)));
}

static der usual_algorithm(const cert_spec *spec)
{
    int last = strcmp(spec->digest, "SHA256") == 0   ? 0
               : strcmp(spec->digest, "SHA384") == 0 ? 1
                                                     : 2;
    const char *const ecdsa[] = {"1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3",
                                 "1.2.840.10045.4.3.4"};
    const char *const rsa[] = {"1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12",
                               "1.2.840.113549.1.1.13"};

    switch (EVP_PKEY_get_base_id(factory_pkey(spec->signer))) {
    case EVP_PKEY_EC:
        return SEQ(OID(ecdsa[last]));
    case EVP_PKEY_ED25519:
        return SEQ(OID("1.3.101.112"));
    default:
        return spec->pss ? SEQ(OID("1.2.840.113549.1.1.10"), pss_parameters(spec->digest))
                         : SEQ(OID(rsa[last]), BYTES(0x05, 0x00));
    }
}

static der sign(const cert_spec *spec, der tbs)
{
    EVP_PKEY *key = factory_pkey(spec->signer);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *options = NULL;
    uint8_t signature[1024];
    size_t len = sizeof signature;
    bool is_ed25519 = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519;

    if (context == NULL ||
        EVP_DigestSignInit_ex(context, &options, is_ed25519 ? NULL : spec->digest, NULL, NULL, key,
                              NULL) != 1 ||
        (spec->pss && (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
                       EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1)) ||
        EVP_DigestSign(context, signature, &len, tbs.data, tbs.len) != 1)
        abort();
    EVP_MD_CTX_free(context);
    if (spec->break_signature)
        signature[len - 1] ^= 1;
    return factory_copy(signature, len);
}

static der make_extensions(const cert_spec *spec)
{
    der all[EXTENSIONS_IN_SPEC];

    if (spec->extension_count == 0)
        return NOTHING;
    for (size_t i = 0; i < spec->extension_count; i++)
        all[i] = spec->extensions[i].whole;
    return WRAP(0xa3, WRAP(0x30, factory_join(all, spec->extension_count)));
}

der factory_make(const cert_spec *spec)
{
    der algorithm = spec->algorithm.len > 0 ? spec->algorithm : usual_algorithm(spec);
    der inner = spec->inner_algorithm.len > 0 ? spec->inner_algorithm : algorithm;
    der tbs = SEQ(spec->version > 1 ? WRAP(0xa0, INT(spec->version - 1)) : NOTHING, spec->serial,
                  inner, spec->issuer, SEQ(spec->not_before, spec->not_after), spec->subject,
                  spec->spki.len > 0 ? spec->spki : factory_spki(spec->key),
                  spec->before_extensions, make_extensions(spec));

    return SEQ(tbs, algorithm, WRAP(0x03, BYTES(0), sign(spec, tbs)));
}

brine_trust *factory_trust(const der *anchors, size_t count)
{
    brine_trust *trust = NULL;
    brine_result result = brine_trust_new(NULL, &trust, NULL);

    for (size_t i = 0; i < count && result == BRINE_OK; i++)
        result = brine_trust_add_memory(trust, anchors[i], NULL, NULL);
    if (result != BRINE_OK || brine_trust_freeze(trust, NULL) != BRINE_OK)
        abort();
    return trust;
}
