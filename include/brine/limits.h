/*
 * Every limit of brine, each with its reason. Compile-time constants: changing one
 * means rebuilding the library, never the application's structs.
 *
 * Devices lower some of them by options of CMake that have their names: BRINE_RSA_BITS_MAX,
 * BRINE_PATH_LENGTH_MAX, BRINE_CERTIFICATES_SENT_MAX, BRINE_NAMES_MAX, BRINE_TRUST_ANCHORS_MAX,
 * BRINE_HANDSHAKE_MAX and BRINE_HANDSHAKE_MESSAGE_MAX. The header of such a build has its numbers.
 */
#ifndef BRINE_LIMITS_H
#define BRINE_LIMITS_H

/* ---- Records (RFC 5246 section 6) ---- */

/* TLSPlaintext.length: the most application data in one record, in bytes. */
#define BRINE_RECORD_PLAINTEXT_MAX 16384
/* TLSCiphertext.length as RFC 5246 allows it: plaintext and 2048 more. */
#define BRINE_RECORD_CIPHERTEXT_MAX (BRINE_RECORD_PLAINTEXT_MAX + 2048)
/* Header, then 8 bytes of explicit nonce and 16 of tag: the most that a record costs. */
#define BRINE_RECORD_HEADER_SIZE  5
#define BRINE_RECORD_OVERHEAD_MAX 24
/* The largest record with a suite that brine knows; a buffer of this size can receive any. */
#define BRINE_RECORD_MAX                                                                           \
    (BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_PLAINTEXT_MAX + BRINE_RECORD_OVERHEAD_MAX)
/* The least `cap` with which brine_conn_send makes progress: one byte in a record. */
#define BRINE_SEND_CAP_MIN (BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX + 2)

/* Empty records do nothing; a peer that sends more than this in a row wants our CPU. */
#define BRINE_EMPTY_RECORDS_MAX 32
/* Warning alerts in a row; OpenSSL and others settled on a similar number. */
#define BRINE_WARNING_ALERTS_MAX 4
/*
 * HelloRequests in a connection's life: one before each message of the longest handshake
 * and a few after it; we answer with no_renegotiation, not for ever.
 */
#define BRINE_HELLO_REQUESTS_MAX 16
/*
 * What a record counts against its key: one for each 16 bytes of plaintext that it begins,
 * and one for the block that masks the tag. This is the most, a full record's.
 */
#define BRINE_RECORD_BLOCKS_MAX (BRINE_RECORD_PLAINTEXT_MAX / 16 + 1)
/*
 * Blocks under one AES-GCM key: as many as 2^24.5 full records have, the limit of RFC 8446
 * section 5.5 and RFC 9325 section 4.4. An attacker's advantage is at most
 * (blocks + 1)^2 / 2^129, here 2^-60, and depends on nothing but the blocks, so that the
 * limit may count them instead of records. ChaCha20-Poly1305 has no limit of its own.
 */
#define BRINE_GCM_BLOCKS_MAX (UINT64_C(23726566) * BRINE_RECORD_BLOCKS_MAX)

/* ---- Handshake (RFC 5246 section 7) ---- */

/* All handshake messages together: the largest legal chain below, staple, ticket and rest. */
#define BRINE_HANDSHAKE_MAX (192 * 1024)
/* One handshake message; a Certificate of 10 certificates of 10 KiB is far beyond the web's. */
#define BRINE_HANDSHAKE_MESSAGE_MAX (128 * 1024)
/*
 * Messages other than Certificate, CertificateStatus, NewSessionTicket, and CertificateRequest,
 * which names all CAs that a server trusts: the web's have reached 64 KiB.
 */
#define BRINE_HANDSHAKE_SMALL_MESSAGE_MAX (20 * 1024)
/* Session ticket that is kept, in bytes; a longer one is ignored. RFC 5077 allows 65,535. */
#define BRINE_TICKET_MAX 16384
/* Protocols in our ALPN list together, in bytes (RFC 7301 section 3.1: 2^16 - 1). */
#define BRINE_ALPN_LIST_MAX 1024
/* Bytes in a key log line's label, client random and master secret with NUL. */
#define BRINE_KEY_LOG_LINE_MAX 192

/* ---- Certificates ---- */

/* Certificates that a server may send; chains on the web have 2 to 5. */
#define BRINE_CERTIFICATES_SENT_MAX 128
/* One certificate in DER, in bytes. */
#define BRINE_CERTIFICATE_SIZE_MAX (64 * 1024)
/* Certificates in a path, leaf and anchor included, unless the caller sets less. */
#define BRINE_PATH_LENGTH_MAX 12
/* subjectAltName entries that are looked at in one certificate. */
#define BRINE_NAMES_MAX 4096
/* Extensions in one certificate. */
#define BRINE_EXTENSIONS_MAX 64
/* Parts of one distinguished name, and attributes in one part; real names have under 20 and 2. */
#define BRINE_NAME_RDNS_MAX      128
#define BRINE_RDN_ATTRIBUTES_MAX 32
/*
 * Work that path building may spend on one chain, in units of which verifying an ECDSA
 * signature with P-256 costs 1000. Signatures are paid for by key and by the bytes they
 * cover, names by their length, before the work is done; so a chain costs about what 350
 * signatures with P-256 cost: 21 ms on a machine that verifies one in 60 us, and 25 with keys
 * that differ each time, as caches and branch predictors then help less.
 *
 * It suffices for the longest path, 11 signatures: with P-521 that takes 319,000 units, with
 * P-384 41,000, with RSA of 8192 bits and the exponent 65537 59,000. What is left pays for
 * signatures of cross-signed CAs that lead nowhere, of which the web's worst chains need
 * under 20, and for names: a comparison of two host names costs one unit.
 *
 * A handshake adds to that, once, what the key of the server's certificate costs: to verify
 * ServerKeyExchange or to encrypt a premaster secret, 35,000 units or less (2 ms) with the
 * dearest RSA key there is; and what reading 128 KiB of certificates costs (4 ms at worst).
 */
#define BRINE_PATH_WORK_MAX 350000
/*
 * Also counted one by one: signatures verified, two for each certificate that may be sent,
 * and certificates tried as issuers.
 */
#define BRINE_PATH_SIGNATURES_MAX (2 * BRINE_CERTIFICATES_SENT_MAX)
#define BRINE_PATH_CANDIDATES_MAX 2048
/*
 * Links between CAs that a config remembers unless the caller says otherwise, 32 bytes each (the
 * web's busiest hundred CAs sign nearly all of its certificates); and the most, as a search reads
 * all of them.
 */
#define BRINE_REMEMBERED_LINKS_DEFAULT 128
#define BRINE_REMEMBERED_LINKS_MAX     4096
/* RSA keys, in bits: weaker is refused, longer costs more than a handshake is worth. */
#define BRINE_RSA_BITS_MIN 2048
#define BRINE_RSA_BITS_MAX 8192
/*
 * Primes of a client's RSA key, in bits. Those of a key of 8192 bits have half of that; a byte
 * more is for generators that make them a little unequal.
 */
#define BRINE_RSA_PRIME_BITS_MAX (BRINE_RSA_BITS_MAX / 2 + 8)
/*
 * Public exponents, in bits: longer ones are legal (RFC 8017 section 3.1) and not in use (the
 * web's is 65537), and the work for a signature grows with them.
 */
#define BRINE_RSA_EXPONENT_BITS_MAX 64
/*
 * 2020-01-01 00:00:00 UTC in seconds since 1970: brine is younger, so a clock that says
 * less was never set, and is told apart from a certificate that is not valid yet.
 */
#define BRINE_CLOCK_PLAUSIBLE_FROM INT64_C(1577836800)
/* Identities in a config: each request of a server is held against all of them. */
#define BRINE_IDENTITIES_MAX 16
/*
 * What decrypting a private key may cost: iterations of PBKDF2 (OWASP recommends 600,000; ten
 * million took 7.5 seconds with SHA-256 and 9.6 with SHA-512 on a busy AMD EPYC), bytes of memory
 * for scrypt, 128 N r (OpenSSL's default takes 16 MiB), its parallelization p, by which the work
 * grows, and its block size r (8 nearly everywhere): p and r bound what it needs beside those,
 * 128 r (p + 2) bytes. The encrypted key itself, in bytes: the longest RSA key that brine signs
 * with has less than a tenth of that. A passphrase, in bytes.
 */
#define BRINE_KEY_ITERATIONS_MAX      10000000
#define BRINE_KEY_SCRYPT_MEMORY_MAX   (64 * 1024 * 1024)
#define BRINE_KEY_SCRYPT_PARALLEL_MAX 16
#define BRINE_KEY_SCRYPT_BLOCK_MAX    256
#define BRINE_KEY_ENCRYPTED_SIZE_MAX  (64 * 1024)
#define BRINE_PASSPHRASE_MAX          1024
/* SPKI pins in a config. */
#define BRINE_PINS_MAX 32

/* ---- Trust stores and files ---- */

/* A bundle of CA certificates or a PEM file, in bytes; Debian's bundle has 220 KB. */
#define BRINE_FILE_SIZE_MAX (32 * 1024 * 1024)
/* Certificates in one trust store. */
#define BRINE_TRUST_ANCHORS_MAX 65536
/* Files read from one certificate directory. */
#define BRINE_DIRECTORY_FILES_MAX 16384

/* ---- Names ---- */

/* A host name in bytes (RFC 1035 section 2.3.4: 255 on the wire) and a label. */
#define BRINE_HOST_NAME_MAX  253
#define BRINE_HOST_LABEL_MAX 63
/* Addresses of one host that a stream tries; the largest round robins of the web have 16. */
#define BRINE_ADDRESSES_MAX 32
/*
 * Sockets that a stream has open at a time while it connects: with a new one each 250 ms the
 * oldest is 1.5 seconds old, longer than a lost first packet takes to be sent again.
 */
#define BRINE_CONNECTING_MAX 6

/* ---- Sessions ---- */

/* Sessions that a config's cache keeps unless the caller says otherwise. */
#define BRINE_SESSION_CACHE_DEFAULT 256
/* Longest life of a session in seconds (RFC 5246 appendix F.1.4: 24 hours). */
#define BRINE_SESSION_LIFETIME_MAX 86400
/*
 * What a session keeps of what the server showed, in bytes: certificate chain, trust anchor,
 * stapled OCSP response and SCTs together. The web's have 2 to 10 KB. More is not
 * kept, and where the verify hook or require_staple need it, the session is then not offered.
 * So a full cache of the default size holds 8 MiB of it at most, and any session can be saved.
 */
#define BRINE_SESSION_PEER_MAX (32 * 1024)

#endif
