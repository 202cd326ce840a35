/*
 * A public key infrastructure in memory: a root, intermediates and leaves of every
 * kind, made by libcrypto when a test starts, so that unit tests need no files.
 *
 * Every date hangs on PEER_NOW, which tests set as their clock: nothing here stops
 * working on a later day. Everything made belongs to the peer_pki and lives as long.
 */
#ifndef BRN_PEER_PKI_H
#define BRN_PEER_PKI_H

#include "support/peer/bytes.h"

#include <openssl/evp.h>

/* The tests' clock: 2024-07-03 09:46:40 UTC, in seconds since 1970. */
#define PEER_NOW INT64_C(1720000000)
#define PEER_DAY INT64_C(86400)

/* The name that default leaves are for. */
#define PEER_SERVER_NAME "server.example"

typedef enum peer_key_kind {
    PEER_KEY_P256,
    PEER_KEY_P384,
    PEER_KEY_P521,
    PEER_KEY_ED25519,
    PEER_KEY_RSA,     /* 2048 bits */
    PEER_KEY_RSA_PSS, /* id-RSASSA-PSS, without restrictions, 2048 bits */
    PEER_KEY_RSA_1024,
    PEER_KEY_RSA_3072,
    PEER_KEY_KINDS
} peer_key_kind;

/* Left at zero, a field means what its comment says first. */
typedef struct peer_certificate_plan {
    peer_key_kind key;
    const char *subject;            /* common name; "leaf" */
    const char *names;              /* as openssl.cnf writes subjectAltName; none */
    const char *key_usage;          /* likewise; none */
    const char *extended_key_usage; /* likewise; none */
    const char *basic_constraints;  /* likewise; none */
    const char *digest;             /* that the issuer signs with; SHA256 */
    int64_t not_before;             /* PEER_NOW - 10 days */
    int64_t not_after;              /* PEER_NOW + 90 days */
    bool off_curve; /* the EC key that the certificate states is no point of its curve */
} peer_certificate_plan;

typedef struct peer_certificate {
    struct x509_st *x509;
    EVP_PKEY *key;
    peer_bytes der;
    struct peer_certificate *next; /* of the PKI's list */
} peer_certificate;

#define PEER_CHAIN_MAX 8

/* What one side shows: a chain, leaf first and without root, and the leaf's key. */
typedef struct peer_identity {
    EVP_PKEY *key;
    peer_slice chain[PEER_CHAIN_MAX];
    size_t count;
} peer_identity;

typedef struct peer_pki {
    peer_certificate *all;
    peer_certificate *root;
    EVP_PKEY *rsa_keys[PEER_KEY_KINDS]; /* made once: they are slow to make */
    peer_identity leaves[PEER_KEY_KINDS];
} peer_pki;

/* With a P-256 root called "Test Root". */
peer_pki *peer_pki_new(void);
void peer_pki_free(peer_pki *pki);

/* issuer NULL = signed by itself. */
peer_certificate *peer_pki_issue(peer_pki *pki, const peer_certificate_plan *plan,
                                 const peer_certificate *issuer);

/* A CA called `subject`, with a P-256 key. */
peer_certificate *peer_pki_issue_ca(peer_pki *pki, const char *subject,
                                    const peer_certificate *issuer);

/* The default leaf of a kind, issued by the root for PEER_SERVER_NAME and 127.0.0.1; made once. */
const peer_identity *peer_pki_leaf(peer_pki *pki, peer_key_kind kind);

/* An identity of one certificate, to which intermediates are added. */
peer_identity peer_identity_of(const peer_certificate *leaf);
void peer_identity_add(peer_identity *identity, const peer_certificate *intermediate);

peer_slice peer_pki_root(const peer_pki *pki);
/* Appends the certificate, or a private key, as PEM with a final NUL that len does not count. */
void peer_put_certificate_pem(peer_bytes *to, const peer_certificate *certificate);
void peer_put_key_pem(peer_bytes *to, EVP_PKEY *key);

#endif
