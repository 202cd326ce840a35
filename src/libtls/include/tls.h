/*
 * OpenBSD's tls.h, the client half, on brine: TLS 1.2 for programs that are written for libtls.
 *
 * The calls, what they return and who owns what are those of libtls' own pages (tls_init(3),
 * tls_client(3), tls_connect(3), tls_read(3), tls_load_file(3), tls_config_verify(3),
 * tls_config_set_protocols(3), tls_config_set_session_id(3), tls_conn_version(3)). This header says
 * only what differs:
 * - There is no server. tls_server makes a context, but tls_configure and tls_accept_* fail with
 *   a sentence. Settings that only a server has are checked for form and have no effect on clients.
 * - TLS 1.2 alone is spoken: protocol sets without it make every tls_connect* fail.
 * - OCSP and CRLs are not checked: a config that requires one makes every tls_connect* fail.
 * - Names are looked for in subjectAltName (RFC 9525 section 6.3); the common name is not matched.
 * - What tls_close ended before or amid its handshake stays closed: no call goes on with it.
 *
 * One thread at a time may use a context. A config may be shared by contexts of several threads
 * from its last tls_config_set_* on. Returned strings belong to the context or config.
 * Only tls_free, tls_config_free, tls_error and tls_config_error take an object that is NULL.
 * Functions that return int say 0 for success and -1 for failure; then tls_error or
 * tls_config_error has a sentence.
 */
#ifndef BRINE_LIBTLS_TLS_H
#define BRINE_LIBTLS_TLS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __GNUC__
#define BRINE_LIBTLS_API __attribute__((visibility("default")))
#else
#define BRINE_LIBTLS_API
#endif

/* The version of libtls' interface, as a date. */
#define TLS_API 20200120

#define TLS_PROTOCOL_TLSv1_0 (1 << 1)
#define TLS_PROTOCOL_TLSv1_1 (1 << 2)
#define TLS_PROTOCOL_TLSv1_2 (1 << 3)
#define TLS_PROTOCOL_TLSv1_3 (1 << 4)
#define TLS_PROTOCOL_TLSv1                                                                         \
    (TLS_PROTOCOL_TLSv1_0 | TLS_PROTOCOL_TLSv1_1 | TLS_PROTOCOL_TLSv1_2 | TLS_PROTOCOL_TLSv1_3)
#define TLS_PROTOCOLS_ALL     TLS_PROTOCOL_TLSv1
#define TLS_PROTOCOLS_DEFAULT (TLS_PROTOCOL_TLSv1_2 | TLS_PROTOCOL_TLSv1_3)

/* tls_handshake, tls_read, tls_write and tls_close: call again when the descriptor is ready. */
#define TLS_WANT_POLLIN  -2
#define TLS_WANT_POLLOUT -3

/* OCSPResponseStatus, RFC 6960 section 4.2.1. */
#define TLS_OCSP_RESPONSE_SUCCESSFUL    0
#define TLS_OCSP_RESPONSE_MALFORMED     1
#define TLS_OCSP_RESPONSE_INTERNALERROR 2
#define TLS_OCSP_RESPONSE_TRYLATER      3
#define TLS_OCSP_RESPONSE_SIGREQUIRED   4
#define TLS_OCSP_RESPONSE_UNAUTHORIZED  5

/* CertStatus, RFC 6960 section 4.2.1. */
#define TLS_OCSP_CERT_GOOD    0
#define TLS_OCSP_CERT_REVOKED 1
#define TLS_OCSP_CERT_UNKNOWN 2

/* CRLReason, RFC 5280 section 5.3.1. */
#define TLS_CRL_REASON_UNSPECIFIED            0
#define TLS_CRL_REASON_KEY_COMPROMISE         1
#define TLS_CRL_REASON_CA_COMPROMISE          2
#define TLS_CRL_REASON_AFFILIATION_CHANGED    3
#define TLS_CRL_REASON_SUPERSEDED             4
#define TLS_CRL_REASON_CESSATION_OF_OPERATION 5
#define TLS_CRL_REASON_CERTIFICATE_HOLD       6
#define TLS_CRL_REASON_REMOVE_FROM_CRL        8
#define TLS_CRL_REASON_PRIVILEGE_WITHDRAWN    9
#define TLS_CRL_REASON_AA_COMPROMISE          10

#define TLS_MAX_SESSION_ID_LENGTH 32
#define TLS_TICKET_KEY_SIZE       48

struct tls;
struct tls_config;

/*
 * What carries the bytes of tls_connect_cbs: the number of bytes (at most length), 0 at the end
 * of the connection, TLS_WANT_POLLIN or _POLLOUT where it can't go on, -1 for a failure. The
 * callbacks may block, and must not call the context.
 */
typedef ssize_t (*tls_read_cb)(struct tls *ctx, void *buf, size_t length, void *cb_arg);
typedef ssize_t (*tls_write_cb)(struct tls *ctx, const void *buf, size_t length, void *cb_arg);

BRINE_LIBTLS_API int tls_init(void);

/* NULL when there was no error. Each lives until the next call with the same object. */
BRINE_LIBTLS_API const char *tls_config_error(struct tls_config *config);
BRINE_LIBTLS_API const char *tls_error(struct tls *ctx);

/* ---- Configs: freed as soon as no context will be configured with them any more ---- */

BRINE_LIBTLS_API struct tls_config *tls_config_new(void);
BRINE_LIBTLS_API void tls_config_free(struct tls_config *config);

/* The system's bundle of CA certificates; a static string. */
BRINE_LIBTLS_API const char *tls_default_ca_cert_file(void);

/*
 * Trust anchors: file and memory replace each other, a directory comes beside them. Memory or
 * directory NULL = none. A file's path that is NULL fails, here and below.
 */
BRINE_LIBTLS_API int tls_config_set_ca_file(struct tls_config *config, const char *ca_file);
BRINE_LIBTLS_API int tls_config_set_ca_path(struct tls_config *config, const char *ca_path);
BRINE_LIBTLS_API int tls_config_set_ca_mem(struct tls_config *config, const uint8_t *ca,
                                           size_t length);
/* Revocation lists are not checked: with one, every tls_connect* fails. Memory NULL = none. */
BRINE_LIBTLS_API int tls_config_set_crl_file(struct tls_config *config, const char *crl_file);
BRINE_LIBTLS_API int tls_config_set_crl_mem(struct tls_config *config, const uint8_t *crl,
                                            size_t length);

/*
 * The client's certificate (with its chain, leaf first) and private key, in PEM. Copied. Text
 * without a certificate fails at once; a key is read when a connection begins.
 */
BRINE_LIBTLS_API int tls_config_set_cert_file(struct tls_config *config, const char *cert_file);
BRINE_LIBTLS_API int tls_config_set_cert_mem(struct tls_config *config, const uint8_t *cert,
                                             size_t length);
BRINE_LIBTLS_API int tls_config_set_key_file(struct tls_config *config, const char *key_file);
BRINE_LIBTLS_API int tls_config_set_key_mem(struct tls_config *config, const uint8_t *key,
                                            size_t length);
BRINE_LIBTLS_API int tls_config_set_keypair_file(struct tls_config *config, const char *cert_file,
                                                 const char *key_file);
BRINE_LIBTLS_API int tls_config_set_keypair_mem(struct tls_config *config, const uint8_t *cert,
                                                size_t cert_length, const uint8_t *key,
                                                size_t key_length);
/* Wipes the private key. A connection that was begun before keeps what it needs. */
BRINE_LIBTLS_API void tls_config_clear_keys(struct tls_config *config);

/* A client staples nothing: the response is read and has no effect. */
BRINE_LIBTLS_API int tls_config_set_keypair_ocsp_file(struct tls_config *config,
                                                      const char *cert_file, const char *key_file,
                                                      const char *staple_file);
BRINE_LIBTLS_API int tls_config_set_keypair_ocsp_mem(struct tls_config *config, const uint8_t *cert,
                                                     size_t cert_length, const uint8_t *key,
                                                     size_t key_length, const uint8_t *staple,
                                                     size_t staple_length);
BRINE_LIBTLS_API int tls_config_set_ocsp_staple_file(struct tls_config *config,
                                                     const char *staple_file);
BRINE_LIBTLS_API int tls_config_set_ocsp_staple_mem(struct tls_config *config,
                                                    const uint8_t *staple, size_t length);
/* Alternatives for a server's names: files are read, and a client uses none of it. */
BRINE_LIBTLS_API int tls_config_add_keypair_file(struct tls_config *config, const char *cert_file,
                                                 const char *key_file);
BRINE_LIBTLS_API int tls_config_add_keypair_mem(struct tls_config *config, const uint8_t *cert,
                                                size_t cert_length, const uint8_t *key,
                                                size_t key_length);
BRINE_LIBTLS_API int tls_config_add_keypair_ocsp_file(struct tls_config *config,
                                                      const char *cert_file, const char *key_file,
                                                      const char *staple_file);
BRINE_LIBTLS_API int tls_config_add_keypair_ocsp_mem(struct tls_config *config, const uint8_t *cert,
                                                     size_t cert_length, const uint8_t *key,
                                                     size_t key_length, const uint8_t *staple,
                                                     size_t staple_length);

/* Protocols by ALPN, separated by commas, in order of preference (RFC 7301). */
BRINE_LIBTLS_API int tls_config_set_alpn(struct tls_config *config, const char *alpn);
/*
 * "secure" or "default": ECDHE with AES-GCM or ChaCha20-Poly1305. "compat", "legacy", "insecure"
 * and "all" add the RSA key exchange behind them. Else names of suites with colons between, IANA's
 * or OpenSSL's, and of OpenSSL's keywords those that include or exclude what brine has or lacks;
 * names of suites that brine lacks are passed over if one is left. NULL = the default.
 */
BRINE_LIBTLS_API int tls_config_set_ciphers(struct tls_config *config, const char *ciphers);
/* "none", "auto" or "legacy"; brine has no DHE. */
BRINE_LIBTLS_API int tls_config_set_dheparams(struct tls_config *config, const char *params);
/* One of them, "auto" or "default"; "none" fails, as brine offers nothing safe without a curve. */
BRINE_LIBTLS_API int tls_config_set_ecdhecurve(struct tls_config *config, const char *curve);
/* Curves with commas or colons between; P-521, which brine lacks, is passed over beside others. */
BRINE_LIBTLS_API int tls_config_set_ecdhecurves(struct tls_config *config, const char *curves);
BRINE_LIBTLS_API int tls_config_set_protocols(struct tls_config *config, uint32_t protocols);
BRINE_LIBTLS_API int tls_config_parse_protocols(uint32_t *protocols, const char *text);

/*
 * A regular file of the user's own with mode 0600 that keeps the session for the next connection;
 * -1 = none. It is brine's own format and holds a secret. What can't be used of it is passed over.
 */
BRINE_LIBTLS_API int tls_config_set_session_fd(struct tls_config *config, int session_fd);
/* Intermediate certificates at most; negative = as many as brine allows, as by default. */
BRINE_LIBTLS_API int tls_config_set_verify_depth(struct tls_config *config, int verify_depth);

BRINE_LIBTLS_API void tls_config_insecure_noverifycert(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_insecure_noverifyname(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_insecure_noverifytime(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_verify(struct tls_config *config);
/* Staples are not checked: after this call every tls_connect* fails. */
BRINE_LIBTLS_API void tls_config_ocsp_require_stapling(struct tls_config *config);

/* ---- Settings of servers: without effect, and those that can fail do ---- */

BRINE_LIBTLS_API void tls_config_prefer_ciphers_client(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_prefer_ciphers_server(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_verify_client(struct tls_config *config);
BRINE_LIBTLS_API void tls_config_verify_client_optional(struct tls_config *config);
BRINE_LIBTLS_API int tls_config_set_session_id(struct tls_config *config,
                                               const unsigned char *session_id, size_t length);
BRINE_LIBTLS_API int tls_config_set_session_lifetime(struct tls_config *config, int lifetime);
BRINE_LIBTLS_API int tls_config_add_ticket_key(struct tls_config *config, uint32_t keyrev,
                                               unsigned char *key, size_t key_length);

/* ---- Contexts ---- */

BRINE_LIBTLS_API struct tls *tls_client(void);
BRINE_LIBTLS_API struct tls *tls_server(void);
/* config NULL = a default one. The context holds the config. */
BRINE_LIBTLS_API int tls_configure(struct tls *ctx, struct tls_config *config);
BRINE_LIBTLS_API void tls_reset(struct tls *ctx);
BRINE_LIBTLS_API void tls_free(struct tls *ctx);

BRINE_LIBTLS_API int tls_accept_fds(struct tls *ctx, struct tls **cctx, int fd_read, int fd_write);
BRINE_LIBTLS_API int tls_accept_socket(struct tls *ctx, struct tls **cctx, int socket);
BRINE_LIBTLS_API int tls_accept_cbs(struct tls *ctx, struct tls **cctx, tls_read_cb read_cb,
                                    tls_write_cb write_cb, void *cb_arg);

/*
 * The context owns the socket that tls_connect and tls_connect_servername make; descriptors and
 * callbacks of the other calls stay the program's. A context that is connected is reset first,
 * as far as the connection goes. servername NULL: tls_connect_servername takes the host's; the
 * others fail unless the config verifies no names.
 */
BRINE_LIBTLS_API int tls_connect(struct tls *ctx, const char *host, const char *port);
BRINE_LIBTLS_API int tls_connect_fds(struct tls *ctx, int fd_read, int fd_write,
                                     const char *servername);
BRINE_LIBTLS_API int tls_connect_servername(struct tls *ctx, const char *host, const char *port,
                                            const char *servername);
BRINE_LIBTLS_API int tls_connect_socket(struct tls *ctx, int socket, const char *servername);
BRINE_LIBTLS_API int tls_connect_cbs(struct tls *ctx, tls_read_cb read_cb, tls_write_cb write_cb,
                                     void *cb_arg, const char *servername);

/*
 * Until these succeed or fail they return TLS_WANT_POLLIN or _POLLOUT on non-blocking descriptors,
 * and then want the same call again. On blocking ones they wait; a time limit of the socket
 * (SO_RCVTIMEO, SO_SNDTIMEO) that passes returns TLS_WANT_..., too. tls_read is 0 at the server's
 * close_notify and -1 where the connection ends without it. More than INT_MAX bytes are refused.
 */
BRINE_LIBTLS_API int tls_handshake(struct tls *ctx);
BRINE_LIBTLS_API ssize_t tls_read(struct tls *ctx, void *buf, size_t length);
BRINE_LIBTLS_API ssize_t tls_write(struct tls *ctx, const void *buf, size_t length);
BRINE_LIBTLS_API int tls_close(struct tls *ctx);

/* ---- Facts, from the end of the handshake until tls_reset, tls_free or the next connection ----
 */

BRINE_LIBTLS_API int tls_peer_cert_provided(struct tls *ctx);
/* In subjectAltName only. */
BRINE_LIBTLS_API int tls_peer_cert_contains_name(struct tls *ctx, const char *name);
BRINE_LIBTLS_API const char *tls_peer_cert_hash(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_peer_cert_issuer(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_peer_cert_subject(struct tls *ctx);
BRINE_LIBTLS_API time_t tls_peer_cert_notbefore(struct tls *ctx);
BRINE_LIBTLS_API time_t tls_peer_cert_notafter(struct tls *ctx);
/* The chain as the server sent it; *length is without the NUL behind it. */
BRINE_LIBTLS_API const uint8_t *tls_peer_cert_chain_pem(struct tls *ctx, size_t *length);

BRINE_LIBTLS_API const char *tls_conn_alpn_selected(struct tls *ctx);
/* OpenSSL's name of the suite. */
BRINE_LIBTLS_API const char *tls_conn_cipher(struct tls *ctx);
/* Bits of the key of the AEAD. */
BRINE_LIBTLS_API int tls_conn_cipher_strength(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_conn_servername(struct tls *ctx);
BRINE_LIBTLS_API int tls_conn_session_resumed(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_conn_version(struct tls *ctx);

/*
 * A file's bytes, for tls_unload_file to wipe and free; NULL for a failure. With a password the
 * file must be a private key. An encrypted one (PKCS#8) stays encrypted, and its password
 * follows it in the buffer: the buffer is as secret as the key, and only the tls_config_set_*
 * calls of this library read it.
 */
BRINE_LIBTLS_API uint8_t *tls_load_file(const char *file, size_t *length, char *password);
BRINE_LIBTLS_API void tls_unload_file(uint8_t *buf, size_t length);

/* ---- OCSP: brine does not judge responses, so these answer -1 and NULL ---- */

BRINE_LIBTLS_API int tls_ocsp_process_response(struct tls *ctx, const unsigned char *response,
                                               size_t size);
BRINE_LIBTLS_API int tls_peer_ocsp_cert_status(struct tls *ctx);
BRINE_LIBTLS_API int tls_peer_ocsp_crl_reason(struct tls *ctx);
BRINE_LIBTLS_API time_t tls_peer_ocsp_next_update(struct tls *ctx);
BRINE_LIBTLS_API int tls_peer_ocsp_response_status(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_peer_ocsp_result(struct tls *ctx);
BRINE_LIBTLS_API time_t tls_peer_ocsp_revocation_time(struct tls *ctx);
BRINE_LIBTLS_API time_t tls_peer_ocsp_this_update(struct tls *ctx);
BRINE_LIBTLS_API const char *tls_peer_ocsp_url(struct tls *ctx);

#ifdef __cplusplus
}
#endif

#endif
