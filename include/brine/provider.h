/*
 * The crypto backend: plain structs of function pointers.
 *
 * A provider is data. Its arrays end with NULL, or are NULL; within an array, several
 * entries may serve one algorithm (hardware tiers, say) and the first whose available()
 * says true is used. To replace one algorithm, copy the array, put your entry in
 * front, and hand the copy to brine_config_new_with; `examples/` shows it.
 *
 * Rules that hold for every function here:
 * - Its first argument is the provider's `context`, as it stands in brine_provider.
 * - It may be called from any thread, on different states at once.
 * - `state` points to state_size bytes aligned to state_align, owned by the caller.
 *   States hold no pointers into themselves and none to memory of their own: clear
 *   only wipes.
 * - It keeps none of the pointers it is given beyond the call.
 * - Nothing derived from a secret decides a branch, an address or the time of a
 *   variable-time instruction. Verification handles public data and need not obey.
 * - On failure, outputs are untouched or wiped.
 * - `size` is sizeof the struct as the provider's author compiled it, so that a
 *   struct can grow; NULL in an optional pointer means "not served".
 */
#ifndef BRINE_PROVIDER_H
#define BRINE_PROVIDER_H

#include <brine/error.h>
#include <brine/limits.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* HashAlgorithm, RFC 5246 section 7.4.1.4.1, and "intrinsic" of RFC 8422 section 5.1.3. */
typedef enum brine_hash_id {
    BRINE_HASH_SHA256 = 4,
    BRINE_HASH_SHA384 = 5,
    BRINE_HASH_SHA512 = 6,
    BRINE_HASH_INTRINSIC = 8, /* the signature algorithm hashes for itself: Ed25519 */
} brine_hash_id;

/* NamedCurve / NamedGroup, RFC 8422 section 5.1.1. */
typedef enum brine_group_id {
    BRINE_GROUP_NONE = 0,
    BRINE_GROUP_SECP256R1 = 23,
    BRINE_GROUP_SECP384R1 = 24,
    BRINE_GROUP_SECP521R1 = 25, /* in certificates only: no key exchange */
    BRINE_GROUP_X25519 = 29,
    BRINE_GROUP_HIGHEST = 0xffff, /* no group: the type holds every number, with short enums, too */
} brine_group_id;

/* AEADs of the suites that brine knows. */
typedef enum brine_aead_id {
    BRINE_AEAD_AES_128_GCM = 1,
    BRINE_AEAD_AES_256_GCM = 2,
    BRINE_AEAD_CHACHA20_POLY1305 = 3,
} brine_aead_id;

/* What a certificate's key is: RFC 5280 section 4.1.2.7 with RFC 3279, 4055, 5480, 8410. */
typedef enum brine_key_kind {
    BRINE_KEY_RSA = 1,     /* rsaEncryption */
    BRINE_KEY_RSA_PSS = 2, /* id-RSASSA-PSS: signs with PSS only */
    BRINE_KEY_EC = 3,      /* id-ecPublicKey on a named curve */
    BRINE_KEY_ED25519 = 4,
} brine_key_kind;

typedef enum brine_padding {
    BRINE_PADDING_NONE = 0, /* ECDSA, Ed25519 */
    BRINE_PADDING_PKCS1 = 1,
    /* MGF1 with the same hash, salt as long as the hash (RFC 8446 section 4.2.3). */
    BRINE_PADDING_PSS = 2,
} brine_padding;

typedef enum brine_key_exchange {
    BRINE_KEY_EXCHANGE_ECDHE = 1,
    BRINE_KEY_EXCHANGE_RSA = 2, /* RFC 5246 section 7.4.7.1; off unless asked for */
} brine_key_exchange;

typedef enum brine_authentication {
    BRINE_AUTHENTICATION_RSA = 1,   /* keys of kind RSA and RSA_PSS */
    BRINE_AUTHENTICATION_ECDSA = 2, /* keys of kind EC and ED25519 (RFC 8422 section 5.10) */
} brine_authentication;

/* Largest sizes that brine makes room for, in bytes: checked when a config is frozen. */
#define BRINE_HASH_OUTPUT_MAX   64   /* SHA-512 */
#define BRINE_HASH_BLOCK_MAX    128  /* SHA-384, SHA-512 */
#define BRINE_HASH_STATE_MAX    256  /* libsodium's SHA-512 state takes 208 */
#define BRINE_AEAD_KEY_MAX      32   /* AES-256, ChaCha20 */
#define BRINE_AEAD_STATE_MAX    1024 /* round keys and powers of H */
#define BRINE_AEAD_NONCE_SIZE   12   /* RFC 5116: every AEAD of TLS 1.2 that brine knows */
#define BRINE_AEAD_TAG_MAX      16
#define BRINE_GROUP_PRIVATE_MAX 48 /* secp384r1 */
#define BRINE_GROUP_PUBLIC_MAX  97 /* secp384r1, uncompressed: 1 + 2 * 48 */
#define BRINE_GROUP_SHARED_MAX  48 /* secp384r1 */
#define BRINE_RSA_MODULUS_MAX   (BRINE_RSA_BITS_MAX / 8)
#define BRINE_SIGNATURE_MAX     BRINE_RSA_MODULUS_MAX /* ECDSA on secp521r1 takes 139 */
#define BRINE_STATE_ALIGN_MAX   64

/*
 * A cipher suite: which parts make it up. Data only; the parts are looked up in
 * the provider by their ids.
 */
typedef struct brine_suite {
    size_t size;
    uint16_t id;      /* IANA's number, such as 0xC02B */
    const char *name; /* IANA's name, such as "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" */
    const char *openssl_name;
    brine_aead_id aead;
    brine_hash_id prf_hash; /* RFC 5246 section 5 */
    brine_authentication authentication;
    brine_key_exchange key_exchange;
} brine_suite;

/*
 * An AEAD with a 96-bit nonce (RFC 5116), used as RFC 5288 and RFC 7905 say.
 */
typedef struct brine_aead {
    size_t size;
    brine_aead_id id;
    const char *name;           /* "AES-128-GCM" */
    const char *implementation; /* "libsodium", "brine AES-NI+PCLMULQDQ", ... */
    bool fast; /* served by instructions of the CPU: decides AES before ChaCha20 or after */
    size_t key_length;
    size_t fixed_iv_length;       /* bytes of IV taken from the key block: 4 or 12 */
    size_t explicit_nonce_length; /* bytes of nonce in each record: 8, or 0 = XOR construction of
                                     RFC 7905 */
    size_t tag_length;
    /*
     * Blocks that one key may seal, or open. A record counts one for each 16 bytes of
     * plaintext that it begins and one more (RFC 9325 section 4.4). At least
     * BRINE_RECORD_BLOCKS_MAX; UINT64_MAX = no limit but that of the sequence number.
     */
    uint64_t blocks_limit;
    size_t state_size;
    size_t state_align;
    bool (*available)(void *context); /* NULL = always */
    /* key: key_length bytes. After it fails the state needs no clear. */
    brine_result (*set_key)(void *context, void *state, const uint8_t *key);
    /*
     * out receives len + tag_length bytes; it may be `in` itself, otherwise the
     * two must not overlap. len is at most 16384 + 1024.
     */
    brine_result (*seal)(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out);
    /*
     * in: len bytes, tag included. out receives len - tag_length bytes; it may be
     * `in` itself, otherwise the two must not overlap. BRINE_ERROR_BAD_TAG when
     * not authentic: then out holds no plaintext (untouched or wiped). That is said of
     * the moment when open returns: before, it may have decrypted what it has not
     * verified yet. libsodium's AES-256-GCM does so from 1.0.19 on, and brine's own
     * hardware tiers do. So no other thread may read `out` during the call.
     */
    brine_result (*open)(void *context, const void *state,
                         const uint8_t nonce[BRINE_AEAD_NONCE_SIZE], const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out);
    void (*clear)(void *context, void *state);
} brine_aead;

/* A hash (FIPS 180-4). HMAC and the PRF are built on it once, above the provider. */
typedef struct brine_hash {
    size_t size;
    brine_hash_id id;
    const char *name; /* "SHA-256" */
    const char *implementation;
    size_t output_length;
    size_t block_length;
    size_t state_size; /* at most BRINE_HASH_STATE_MAX */
    size_t state_align;
    bool (*available)(void *context); /* NULL = always */
    void (*init)(void *context, void *state);
    void (*update)(void *context, void *state, const uint8_t *data, size_t len);
    /* Writes output_length bytes; the state is spent: clear or init it. */
    void (*final)(void *context, void *state, uint8_t *out);
    void (*copy)(void *context, void *to, const void *from);
    void (*clear)(void *context, void *state);
} brine_hash;

/*
 * The provider's random source: fills out with len bytes fit for keys, or returns an error. The
 * function that needed them then fails with BRINE_ERROR_RANDOM, whatever the error is.
 */
typedef brine_result (*brine_random_function)(void *context, uint8_t *out, size_t len);

/* An elliptic-curve Diffie-Hellman group (RFC 8422 section 5.10, RFC 7748). */
typedef struct brine_group {
    size_t size;
    brine_group_id id;
    const char *name; /* IANA's: "secp256r1" */
    const char *implementation;
    size_t private_length;
    size_t public_length;             /* as on the wire: uncompressed point, or 32 bytes */
    size_t shared_length;             /* premaster secret: the x-coordinate, leading zeros kept */
    bool (*available)(void *context); /* NULL = always */
    brine_result (*keygen)(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key);
    /*
     * BRINE_ERROR_BAD_POINT when peer is not exactly an uncompressed point on the
     * curve other than infinity; with x25519, when the shared secret is all zero
     * (RFC 7748 section 6.1, RFC 8422 section 5.11). On secp256r1 and secp384r1 an
     * x-coordinate of 0 is a secret like any other.
     */
    brine_result (*agree)(void *context, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared);
} brine_group;

/* A public key, as slices of a certificate or of whatever else the caller holds. */
typedef struct brine_public_key {
    brine_key_kind kind;
    brine_group_id curve; /* EC only, else BRINE_GROUP_NONE */
    brine_bytes point;    /* EC: uncompressed point; ED25519: 32 bytes */
    brine_bytes modulus;  /* RSA: big-endian without leading zeros */
    brine_bytes exponent; /* RSA: likewise */
    size_t bits;          /* RSA: length of the modulus; EC: of the field; Ed25519: 256 */
} brine_public_key;

/*
 * Verifies signatures of one kind. In TLS 1.2 code point 0x0403 means ECDSA with
 * SHA-256 on any curve, so a verifier is found by key kind, curve, hash and padding.
 */
typedef struct brine_verifier {
    size_t size;
    const char *name; /* "ECDSA P-256 SHA-256" */
    const char *implementation;
    brine_key_kind key;
    brine_group_id curve; /* EC only */
    brine_hash_id hash;
    brine_padding padding;
    bool (*available)(void *context); /* NULL = always */
    /*
     * digest: hash of the message, of the hash's length; NULL for INTRINSIC.
     * message: the signed bytes themselves, always given.
     * signature: as in TLS and X.509 (DER for ECDSA, RFC 8422 section 5.4; exactly
     * the modulus' length for RSA). BRINE_ERROR_BAD_SIGNATURE, BRINE_ERROR_BAD_KEY
     * for a key that is no valid one, or BRINE_OK.
     */
    brine_result (*verify)(void *context, const brine_public_key *key, const uint8_t *digest,
                           size_t digest_len, brine_bytes message, brine_bytes signature);
} brine_verifier;

/*
 * A private key of the client, loaded. Slices stay the caller's for the call.
 * EC: `scalar`; Ed25519: `scalar` is the 32-byte seed; RSA: the rest.
 */
typedef struct brine_private_key {
    brine_key_kind kind;
    brine_group_id curve;
    brine_bytes scalar;
    brine_bytes modulus, exponent;                 /* n, e */
    brine_bytes prime1, prime2;                    /* p, q */
    brine_bytes exponent1, exponent2, coefficient; /* d mod p-1, d mod q-1, 1/q mod p */
} brine_private_key;

/*
 * Signs with a private key of one kind (and curve) that lives in this process. A
 * key that lives elsewhere needs no entry here: see brine_config_set_identity_external.
 */
typedef struct brine_signer {
    size_t size;
    const char *name; /* "ECDSA P-256" */
    const char *implementation;
    brine_key_kind key;
    brine_group_id curve; /* EC only */
    /* Bytes of state that this key needs (RSA keys differ); aligned to state_align. */
    size_t (*state_size)(void *context, const brine_private_key *key);
    size_t state_align;
    /* BRINE_ERROR_BAD_KEY when the key's numbers are not those of a key. */
    brine_result (*load)(void *context, void *state, const brine_private_key *key);
    /*
     * The public key that belongs to it, to compare with the certificate's: RSA writes
     * the modulus, EC the uncompressed point, Ed25519 its 32 bytes. *out_len goes in as
     * the capacity (at least BRINE_RSA_MODULUS_MAX) and comes out as the length.
     */
    brine_result (*public_key)(void *context, const void *state, uint8_t *out, size_t *out_len);
    /*
     * scheme: SignatureScheme; digest: of its hash (NULL for Ed25519); message: the
     * bytes themselves. signature receives at most BRINE_SIGNATURE_MAX bytes.
     * BRINE_ERROR_CRYPTO when the signature came out wrong: a computation that failed once
     * may betray the key, so brine's signers verify each signature before they return it.
     */
    brine_result (*sign)(void *context, brine_random_function random, const void *state,
                         uint16_t scheme, const uint8_t *digest, size_t digest_len,
                         brine_bytes message, uint8_t *signature, size_t *signature_len);
    void (*clear)(void *context, void *state, size_t state_size);
} brine_signer;

/* Encrypts to an RSA key with RSAES-PKCS1-v1_5 (RFC 8017 section 7.2.1). */
typedef struct brine_premaster_encrypter {
    size_t size;
    const char *implementation;
    /* out receives as many bytes as the modulus has; message is secret. */
    brine_result (*encrypt)(void *context, brine_random_function random,
                            const brine_public_key *key, const uint8_t *message, size_t len,
                            uint8_t *out, size_t *out_len);
} brine_premaster_encrypter;

typedef struct brine_provider {
    size_t size;
    const char *name;
    void *context; /* handed to every function; must stay valid as long as the provider is used */
    const brine_suite *const *suites; /* in order of preference */
    const brine_aead *const *aeads;
    const brine_hash *const *hashes;
    const brine_group *const *groups;       /* in order of preference */
    const brine_verifier *const *verifiers; /* in order of preference */
    const brine_signer *const *signers;
    const brine_premaster_encrypter *premaster_encrypter; /* NULL = no RSA key exchange */
    brine_random_function random;
} brine_provider;

/*
 * The name of a SignatureScheme that brine knows, as in RFC 8446 section 4.2.3:
 * "ecdsa_secp256r1_sha256"; "" for another one. Static. Any thread.
 */
BRINE_API const char *brine_signature_scheme_name(uint16_t scheme);

/*
 * brine_provider_default: the best of libsodium's algorithms and brine's own on this
 * machine. brine_provider_sodium: key exchange and AEAD by libsodium alone.
 * Both are static, need no clean-up, and call sodium_init once by themselves.
 */
BRINE_API const brine_provider *brine_provider_default(void);
BRINE_API const brine_provider *brine_provider_sodium(void);

/*
 * One algorithm that a provider serves here and now. `serving` says whether this
 * entry is the first available of its algorithm, `available` whether it could run.
 */
typedef struct brine_algorithm {
    const char *kind; /* "aead", "hash", "group", "verifier", "signer", "premaster_encrypter" */
    const char *name;
    const char *implementation;
    bool available;
    bool serving;
} brine_algorithm;

/*
 * Describes which implementation serves each algorithm: calls visit once per entry,
 * in the provider's order, until it returns false. Strings live as long as the
 * provider. Any thread.
 */
BRINE_API void brine_provider_describe(const brine_provider *provider,
                                       bool (*visit)(void *visit_context,
                                                     const brine_algorithm *algorithm),
                                       void *visit_context);

#ifdef __cplusplus
}
#endif

#endif
