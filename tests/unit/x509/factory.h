/*
 * Certificates of any shape, well-formed or not, for tests: DER is put together here, keys
 * and signatures are libcrypto's. All bytes live in one arena until factory_reset.
 */
#ifndef BRINE_TESTS_X509_FACTORY_H
#define BRINE_TESTS_X509_FACTORY_H

#include <brine/cert.h>

#include <openssl/evp.h>

/* ---- DER ---- */

typedef brine_bytes der;

der factory_copy(const void *data, size_t len);
/* tag and length around what is joined. */
der factory_wrap(unsigned tag, const der *parts, size_t count);
der factory_join(const der *parts, size_t count);
der factory_oid(const char *dotted);
der factory_integer(int64_t value);
der factory_text(unsigned tag, const char *text);

#define WRAP(tag, ...)                                                                             \
    factory_wrap(tag, (const der[]){__VA_ARGS__}, sizeof((const der[]){__VA_ARGS__}) / sizeof(der))
#define JOIN(...)                                                                                  \
    factory_join((const der[]){__VA_ARGS__}, sizeof((const der[]){__VA_ARGS__}) / sizeof(der))
#define BYTES(...)                                                                                 \
    factory_copy((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))
#define NOTHING         ((der){NULL, 0})
#define SEQ(...)        WRAP(0x30, __VA_ARGS__)
#define SET_OF(...)     WRAP(0x31, __VA_ARGS__)
#define OCTETS(...)     WRAP(0x04, __VA_ARGS__)
#define OID(dotted)     factory_oid(dotted)
#define INT(value)      factory_integer(value)
#define TRUE_DER        BYTES(0x01, 0x01, 0xff)
#define UTF8(text)      factory_text(0x0c, text)
#define PRINTABLE(text) factory_text(0x13, text)
#define TIME(text)      factory_text(0x18, text)

/* GeneralNames' entries. */
#define DNS(text)       factory_text(0x82, text)
#define EMAIL(text)     factory_text(0x81, text)
#define URI(text)       factory_text(0x86, text)
#define IP(...)         WRAP(0x87, BYTES(__VA_ARGS__))
#define DIRECTORY(name) WRAP(0xa4, name)

/* A Name of common name alone, and one with an organization above it. */
der factory_name(const char *common_name);
der factory_name_in(const char *organization, const char *common_name);

/* Extension: OID, critical, contents of extnValue. */
der factory_extension(const char *oid, bool critical, der value);

/* The extensions' OIDs. */
#define SKI                "2.5.29.14"
#define KEY_USAGE          "2.5.29.15"
#define SAN                "2.5.29.17"
#define BASIC_CONSTRAINTS  "2.5.29.19"
#define NAME_CONSTRAINTS   "2.5.29.30"
#define POLICIES           "2.5.29.32"
#define POLICY_MAPPINGS    "2.5.29.33"
#define AKI                "2.5.29.35"
#define POLICY_CONSTRAINTS "2.5.29.36"
#define EXT_KEY_USAGE      "2.5.29.37"
#define ANY_POLICY         "2.5.29.54"
#define AIA                "1.3.6.1.5.5.7.1.1"

#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define ANY_PURPOSE "2.5.29.37.0"

/* ---- Keys ---- */

typedef enum factory_key {
    KEY_ROOT, /* P-256, like the next four */
    KEY_CA,
    KEY_CA2,
    KEY_LEAF,
    KEY_OTHER,
    KEY_P384,
    KEY_P384_CA,
    KEY_ED25519,
    KEY_RSA_2048,
    KEY_RSA_2048_CA,
    KEY_RSA_2048_LEAF,
    KEY_RSA_1024,
    KEY_RSA_2052,
    KEY_RSA_PSS, /* id-RSASSA-PSS, any hash */
    KEYS_COUNT,
} factory_key;

/* Made when first asked for. */
EVP_PKEY *factory_pkey(factory_key key);

/* SubjectPublicKeyInfo. */
der factory_spki(factory_key key);

/* ---- Certificates ---- */

#define EXTENSIONS_IN_SPEC 16

typedef struct cert_spec {
    unsigned version; /* 1, 2, 3 */
    der serial;       /* INTEGER */
    der issuer, subject;
    der not_before, not_after; /* Time */
    factory_key key, signer;
    der spki;              /* when it has bytes, instead of key's */
    der algorithm;         /* signature's AlgorithmIdentifier, when not signer's usual one */
    der inner_algorithm;   /* likewise, inside only */
    const char *digest;    /* "SHA256" */
    bool pss;              /* RSA signs with PSS, salt as long as the digest */
    der before_extensions; /* unique identifiers, say */
    struct {
        const char *oid;
        der whole;
    } extensions[EXTENSIONS_IN_SPEC];
    size_t extension_count;
    bool break_signature;
} cert_spec;

/* Certificates that a good CA would make, valid from 2020 to 2030. */
cert_spec spec_root(const char *name, factory_key key);
cert_spec spec_ca(const char *name, factory_key key, const char *issuer, factory_key signer);
cert_spec spec_server(const char *host, const char *issuer, factory_key signer);

/* Puts an extension in, in place of the one with its OID; or takes it out. */
void spec_set(cert_spec *spec, const char *oid, bool critical, der value);
void spec_drop(cert_spec *spec, const char *oid);

/* Common extension values. */
der factory_basic_constraints(bool ca, int path_length); /* -1 = none */
der factory_key_usage(unsigned bits);                    /* bit n is 1 << n */
der factory_key_id(factory_key key);
der factory_aki(factory_key key);

/* The certificate, signed. */
der factory_make(const cert_spec *spec);

/* Frees all bytes that were made; keys stay. */
void factory_reset(void);

/* ---- Verifying ---- */

/* 2025-06-15 12:00:00 UTC */
#define FACTORY_NOW INT64_C(1749988800)

/* A frozen store of these anchors; free it. */
brine_trust *factory_trust(const der *anchors, size_t count);

#define TRUST(...)                                                                                 \
    factory_trust((const der[]){__VA_ARGS__}, sizeof((const der[]){__VA_ARGS__}) / sizeof(der))

#endif
