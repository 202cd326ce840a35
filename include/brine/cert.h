/*
 * A read-only view of one DER certificate (RFC 5280), and the verification of a chain
 * without a connection.
 */
#ifndef BRINE_CERT_H
#define BRINE_CERT_H

#include <brine/error.h>
#include <brine/limits.h>
#include <brine/provider.h>
#include <brine/trust.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_cert brine_cert;

/*
 * Parses one certificate. `der` is borrowed and must outlive the view; every slice that
 * a call below returns points into it. BRINE_ERROR_CERT_MALFORMED names the field;
 * BRINE_ERROR_INVALID_ARGUMENT: there are no bytes, or nowhere to put the view.
 * allocator may be NULL. A view is read-only: any number of threads may use it.
 */
BRINE_MUST_USE BRINE_API brine_result brine_cert_new(const brine_allocator *allocator,
                                                     brine_bytes der, brine_cert **out,
                                                     brine_error *error);
BRINE_API void brine_cert_free(brine_cert *cert);

/* The whole certificate, its serial number (big-endian), SubjectPublicKeyInfo in DER. */
BRINE_API brine_bytes brine_cert_der(const brine_cert *cert);
BRINE_API brine_bytes brine_cert_serial(const brine_cert *cert);
BRINE_API brine_bytes brine_cert_spki(const brine_cert *cert);

/*
 * Subject and issuer as text after RFC 4514 ("CN=a.example,O=Example"), in UTF-8. What
 * can't be seen is escaped as brine_foreign_text (brine/error.h) does. Two names with the same
 * text differ at most in the kind of their strings (RFC 5280 section 7.1 holds them equal).
 *
 * These and the calls below that say "written as names are" write to out with NUL, at most
 * cap bytes; what does not fit is left out between two characters, and "..." says so. They
 * return the length in bytes that the whole text has, without NUL; out may be NULL when cap
 * is 0.
 */
BRINE_API size_t brine_cert_subject(const brine_cert *cert, char *out, size_t cap);
BRINE_API size_t brine_cert_issuer(const brine_cert *cert, char *out, size_t cap);

/* Validity in seconds since 1970-01-01 00:00:00 UTC; both ends belong to it. */
BRINE_API int64_t brine_cert_not_before(const brine_cert *cert);
BRINE_API int64_t brine_cert_not_after(const brine_cert *cert);

/* A time of that kind as "2030-01-31 23:59:59 UTC"; written and returned as names are. */
BRINE_API size_t brine_time_text(int64_t seconds, char *out, size_t cap);

/* The key; slices live as long as the certificate's DER. kind 0 when brine does not know it. */
BRINE_API brine_public_key brine_cert_public_key(const brine_cert *cert);
/* "RSA-2048", "P-256", "Ed25519", ..., an OID where brine has no name; written as names are. */
BRINE_API size_t brine_cert_key_name(const brine_cert *cert, char *out, size_t cap);
/* With what it is signed: "RSA-SHA256", "ECDSA-SHA384", ..., "unknown". A static string. */
BRINE_API const char *brine_cert_signature_name(const brine_cert *cert);

/* basicConstraints (RFC 5280 section 4.2.1.9) says that it is a CA's. */
BRINE_API bool brine_cert_is_ca(const brine_cert *cert);
/* KeyUsage bits as RFC 5280 section 4.2.1.3 numbers them: bit n is 1 << n; -1 = no extension. */
BRINE_API int brine_cert_key_usage(const brine_cert *cert);
/*
 * keyUsage and extKeyUsage as text, such as "digitalSignature, keyEncipherment; serverAuth,
 * clientAuth"; "any" in the place of an extension that is absent. Written as names are.
 */
BRINE_API size_t brine_cert_usages(const brine_cert *cert, char *out, size_t cap);

/* One entry of subjectAltName (RFC 5280 section 4.2.1.6). */
typedef enum brine_name_kind {
    BRINE_NAME_DNS,       /* bytes, as in the certificate: not for people before they are escaped */
    BRINE_NAME_IP,        /* 4 or 16 bytes */
    BRINE_NAME_EMAIL,     /* likewise bytes */
    BRINE_NAME_URI,       /* likewise bytes */
    BRINE_NAME_DIRECTORY, /* a distinguished name in DER */
    BRINE_NAME_OTHER,     /* any other form: the whole entry in DER, with its tag */
} brine_name_kind;
typedef struct brine_name {
    brine_name_kind kind;
    brine_bytes value; /* lives as long as the certificate's DER */
} brine_name;
/* Number of entries, and entry index of them; false when there is none such. */
BRINE_API size_t brine_cert_name_count(const brine_cert *cert);
BRINE_API bool brine_cert_name(const brine_cert *cert, size_t index, brine_name *out);
/*
 * An entry as text: "a.example" for a DNS name, "192.0.2.1" or "2001:db8::1" for an address,
 * "email:a@b.example", "URI:https://b.example/", "directory:CN=a" (RFC 4514), "other:" and
 * hexadecimal digits. No two different entries of a certificate have the same text: it is
 * escaped as a subject is, a DNS name that reads like an address or has a colon begins with
 * "DNS:", and an address of a wrong length is "IP:" and hexadecimal digits. Directory names
 * may differ in the kind of their strings. Written as names are.
 */
BRINE_API size_t brine_name_text(const brine_name *name, char *out, size_t cap);

/* SHA-256 of the certificate and of its SubjectPublicKeyInfo (what a pin names). */
BRINE_API void brine_cert_fingerprint(const brine_cert *cert, uint8_t out[32]);
BRINE_API void brine_cert_spki_fingerprint(const brine_cert *cert, uint8_t out[32]);

/* A certificate as PEM (RFC 7468); written as names are. It is not parsed. Bytes at NULL
 * give 0 and no text. */
BRINE_API size_t brine_cert_pem(brine_bytes der, char *out, size_t cap);

/*
 * How a chain is verified. Zero it, set `size`, trust, server_name and time; the rest has
 * safe defaults. All pointers are borrowed for the call.
 */
typedef struct brine_verify_options {
    size_t size;                      /* sizeof(brine_verify_options) */
    const brine_allocator *allocator; /* NULL = malloc and free */
    const brine_provider *provider;   /* NULL = brine_provider_default() */
    const brine_trust *trust;         /* frozen; NULL only with insecure_skip_chain */
    /* Host name or IP literal (see brine_server_name_check); NULL only with insecure_skip_name. */
    const char *server_name;
    int64_t time; /* seconds since 1970-01-01 00:00:00 UTC */
    /*
     * Certificates between the server's and the anchor that are not self-issued (RFC 5280
     * section 3.2), at most. 0 = BRINE_PATH_LENGTH_MAX - 2, unless _set says that 0 is meant.
     */
    size_t max_intermediates;
    bool max_intermediates_set;
    /*
     * The profile strict: every certificate of the path must also have been issued as RFC 5280
     * section 4 and the CA/Browser Forum's Baseline Requirements tell CAs to, in matters that a
     * verifier does not need: key identifiers, serial numbers, which extensions are critical,
     * sets in order, defaults left out, names that no host can have. Many private CAs, and some
     * roots of every system's bundle, break such rules; false accepts what they issue.
     */
    bool strict;
    /* SHA-256 of SPKIs, of which at least one must occur in the path. */
    const uint8_t (*pins)[32];
    size_t pin_count; /* 0 = no pins */
    /*
     * No path to an anchor is looked for: only the server's name and the validity of its
     * certificate are checked, and pins, against its key alone.
     */
    bool insecure_skip_chain;
    bool insecure_skip_name; /* any server's certificate will do */
    bool insecure_skip_time; /* no certificate is too old or too young */
} brine_verify_options;

/*
 * Verifies chain[0] as the certificate of a TLS server, with the others as an unordered
 * set that may help to find a path (RFC 5280 section 6 with the profile of the Web PKI,
 * names after RFC 9525).
 *
 * path receives at most cap certificates of the path that was found, the server's first and the
 * anchor last, as slices of the chain and of the trust store; *path_count receives how many the
 * path has, BRINE_PATH_LENGTH_MAX at most, and 0 after an error. path may be NULL when cap is 0,
 * path_count where it is not wanted.
 *
 * BRINE_OK, a BRINE_ERROR_CERT_..., or BRINE_ERROR_INVALID_ARGUMENT, _NOT_FROZEN,
 * _SERVER_NAME_MISSING, _SERVER_NAME_INVALID, _OUT_OF_MEMORY. `error` tells the most
 * telling reason: of several paths the deepest, "expired" before other rules, those
 * before an issuer that is not known. Thread-safe; makes one allocation through
 * options->allocator, of under a kilobyte for each certificate and six, and gives it back.
 */
BRINE_MUST_USE BRINE_API brine_result brine_cert_verify(const brine_verify_options *options,
                                                        const brine_bytes *chain, size_t count,
                                                        brine_bytes *path, size_t cap,
                                                        size_t *path_count, brine_error *error);

/*
 * Whether a text is a server name that brine accepts (RFC 9525 section 6.1): an ASCII host name
 * (RFC 1123, with A-labels; one trailing dot allowed), a dotted quad or an IPv6 address. BRINE_OK
 * or BRINE_ERROR_SERVER_NAME_INVALID, with the reason in error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_server_name_check(const char *server_name,
                                                              brine_error *error);

#ifdef __cplusplus
}
#endif

#endif
