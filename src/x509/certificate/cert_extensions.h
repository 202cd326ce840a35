/*
 * The extensions of RFC 5280 section 4.2 that brine knows: one row each in cert_extensions.c,
 * with the rule for its criticality and the function that parses it.
 */
#ifndef BRN_X509_CERTIFICATE_CERT_EXTENSIONS_H
#define BRN_X509_CERTIFICATE_CERT_EXTENSIONS_H

#include "x509/asn1/der.h"

/* Bits of brn_cert_extensions.present and .critical. */
enum {
    BRN_CERT_EXTENSION_SUBJECT_KEY_IDENTIFIER = 1 << 0,
    BRN_CERT_EXTENSION_KEY_USAGE = 1 << 1,
    BRN_CERT_EXTENSION_SUBJECT_ALT_NAME = 1 << 2,
    BRN_CERT_EXTENSION_BASIC_CONSTRAINTS = 1 << 3,
    BRN_CERT_EXTENSION_NAME_CONSTRAINTS = 1 << 4,
    BRN_CERT_EXTENSION_CERTIFICATE_POLICIES = 1 << 5,
    BRN_CERT_EXTENSION_POLICY_MAPPINGS = 1 << 6,
    BRN_CERT_EXTENSION_AUTHORITY_KEY_IDENTIFIER = 1 << 7,
    BRN_CERT_EXTENSION_POLICY_CONSTRAINTS = 1 << 8,
    BRN_CERT_EXTENSION_EXT_KEY_USAGE = 1 << 9,
    BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY = 1 << 10,
    BRN_CERT_EXTENSION_AUTHORITY_INFO_ACCESS = 1 << 11,
    BRN_CERT_EXTENSIONS_ALL = (1 << 12) - 1,
};

/* What is malformed: "subjectAltName", "has a dNSName that is no host name". Static. */
typedef struct brn_malformed {
    const char *field;
    const char *rule;
} brn_malformed;

typedef struct brn_cert_extensions {
    unsigned present, critical;
    /*
     * The first thing that RFC 5280 section 4 asks of an issuer and no verifier needs, and that
     * this certificate lacks; field NULL = none. It refuses a certificate in the profile strict.
     */
    brn_malformed lapse;
    /* OID of the first critical extension that brine does not process; empty = none. */
    brine_bytes unprocessed;
    /* basicConstraints */
    bool is_ca;
    bool has_path_length;
    uint32_t path_length;
    /* keyUsage: bit n of RFC 5280 section 4.2.1.3 is 1 << n */
    uint32_t key_usage;
    /* extKeyUsage: the list's contents, and what matters of it */
    brine_bytes purposes;
    bool purpose_server_auth, purpose_any;
    /* subjectAltName: contents of GeneralNames, and how many there are */
    brine_bytes names;
    size_t name_count;
    /* nameConstraints: contents of each GeneralSubtrees; empty = absent */
    brine_bytes permitted, excluded;
    /* subjectKeyIdentifier, authorityKeyIdentifier.keyIdentifier; empty = absent */
    brine_bytes subject_key_id, authority_key_id;
    bool authority_names_issuer; /* authorityCertIssuer and authorityCertSerialNumber are there */
} brn_cert_extensions;

/*
 * Parses the contents of Extensions. False when one of the extensions in `judged` (bits of
 * BRN_CERT_EXTENSION_, BRN_CERT_EXTENSIONS_ALL) is malformed, or an extension that brine does not
 * know and BRN_CERT_EXTENSIONS_ALL is judged: *malformed then says which and why. Hints that are
 * malformed and not critical (key identifiers, policies, authorityInfoAccess) are lapses, and are
 * read as absent.
 */
BRINE_MUST_USE bool brn_parse_cert_extensions(brn_reader extensions, unsigned judged,
                                              brn_cert_extensions *out, brn_malformed *malformed);

#endif
