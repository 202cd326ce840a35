/*
 * The choices: what to offer, whom to trust, who we are.
 *
 * Built by one thread, then frozen. A frozen config is read-only for its users and may
 * be shared by any number of threads and connections; the session cache inside it locks
 * itself. Connections hold the config: free it whenever you like.
 *
 * Every setter returns BRINE_ERROR_FROZEN after brine_config_freeze,
 * BRINE_ERROR_OUT_OF_MEMORY when it needs memory and there is none, and
 * BRINE_ERROR_INVALID_ARGUMENT for NULL where a value is needed. Strings and bytes are
 * copied; contexts of callbacks are borrowed and must outlive the last connection.
 *
 * A callback that is called for a connection gets two contexts: `context`, which was set with
 * it and is the config's, and `connection_context` in the struct that it is handed, which is
 * that of the connection: brine_conn_set_context, or the options of a stream.
 */
#ifndef BRINE_CONFIG_H
#define BRINE_CONFIG_H

#include <brine/cert.h>
#include <brine/error.h>
#include <brine/provider.h>
#include <brine/trust.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_config brine_config;

/*
 * A config with defaults in *out, with brine_provider_default, and with what
 * brine_config_use_system gives. allocator may be NULL for malloc and free.
 * BRINE_ERROR_OUT_OF_MEMORY, or BRINE_ERROR_INVALID_ARGUMENT when out is NULL.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_new(const brine_allocator *allocator,
                                                       brine_config **out, brine_error *error);
/*
 * A config with a provider of the application's choice, which is borrowed and must outlive the
 * last connection, and with nothing of the system's but memory (allocator as above): clock and
 * trust store are set by the application, or taken from the system by brine_config_use_system;
 * there is no cache of sessions until one is asked for. provider NULL is
 * BRINE_ERROR_INVALID_ARGUMENT.
 *
 * A program that links brine statically and calls neither brine_config_new nor
 * brine_provider_default holds none of the algorithms that its own providers don't list
 * (brine/algorithms.h), and of files, clock and cache what it calls itself.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_new_with(const brine_provider *provider,
                                                            const brine_allocator *allocator,
                                                            brine_config **out, brine_error *error);
/*
 * Lets the config use the system's clock, the system's trust store if none is set when it is
 * frozen, a cache of BRINE_SESSION_CACHE_DEFAULT sessions, and a memory of
 * BRINE_REMEMBERED_LINKS_DEFAULT links between CAs: what brine_config_new begins with. What was
 * set before for clock, cache and links is replaced; what is set later counts.
 * BRINE_ERROR_FROZEN.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_use_system(brine_config *config);

/*
 * Ends building: loads the system's trust store if none was set and the config uses the system
 * (BRINE_ERROR_TRUST_EMPTY if it doesn't; BRINE_ERROR_INVALID_ARGUMENT without a clock), asks the
 * provider what it can serve, drops suites that nothing serves and orders the rest (AES-GCM first
 * where the CPU has it, ChaCha20-Poly1305 first where not). BRINE_ERROR_PROVIDER_INCOMPLETE names
 * what is missing when nothing is left; errors of the trust store as in trust.h. Freezing twice is
 * no error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_freeze(brine_config *config, brine_error *error);

/* Gives up the caller's hold; NULL is allowed. */
BRINE_API void brine_config_free(brine_config *config);

/* ---- Crypto ---- */

/*
 * Replaces the provider that the config was made with; borrowed, too, until the last connection
 * is gone. Comes before suites, groups and identity, which ask it
 * (BRINE_ERROR_WRONG_STATE).
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_provider(brine_config *config,
                                                                const brine_provider *provider);
/*
 * Suites and groups to offer, in this order: names separated by colons, IANA's or
 * OpenSSL's ("ECDHE-RSA-AES128-GCM-SHA256:..."; "X25519:P-256:secp384r1"). An unknown
 * name is BRINE_ERROR_UNKNOWN_NAME, with the list of the known ones in error. Checked
 * against the provider when the config is frozen.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_suites(brine_config *config,
                                                              const char *names,
                                                              brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_groups(brine_config *config,
                                                              const char *names,
                                                              brine_error *error);
/*
 * The signature schemes that a server may sign its ServerKeyExchange with, in this order:
 * signature_algorithms of ClientHello (RFC 5246 section 7.4.1.4.1). Names as above, IANA's (RFC
 * 8446 section 4.2.3) or OpenSSL's: "ecdsa_secp256r1_sha256:RSA-PSS+SHA256". Another scheme of the
 * server's is BRINE_ERROR_SCHEME_NOT_OFFERED, and suites for which no scheme is left are not
 * offered. In TLS 1.2 ecdsa_secp256r1_sha256 is ECDSA with SHA-256 on any curve (RFC 8422 section
 * 5.1.3). Signatures in certificates are judged by other rules: see brine/cert.h. By default all
 * that the provider can verify, those first that a server makes fastest.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_signature_schemes(brine_config *config,
                                                                         const char *names,
                                                                         brine_error *error);
/*
 * The schemes of signatures that the client makes itself (CertificateVerify, RFC 5246 section
 * 7.4.8): the first that the server takes and the identity's key can make. For a token that has no
 * PSS, "rsa_pkcs1_sha256". Names, errors and default as above; the default also prefers a hash
 * of at least 384 bits for a key on P-384.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_client_signature_schemes(
    brine_config *config, const char *names, brine_error *error);
/*
 * Lets the lists that are set after this call hold names that are not known, which are passed
 * over: for applications with one list for several TLS libraries. A list of which no name is known
 * is still BRINE_ERROR_UNKNOWN_NAME, and so is one with a rule of OpenSSL's that takes away or
 * demands something ("!aNULL", "-RSA", "@SECLEVEL=2"), since brine would not obey it. Mind that a
 * misspelled name is passed over, too; brine_config_describe tells what is offered in the end.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_skip_unknown_names(brine_config *config);
/*
 * Also offers the RSA key exchange (RFC 5246 section 7.4.7.1) with AES-GCM, after all
 * other suites: no forward secrecy. For servers that have nothing else.
 */
BRINE_MUST_USE BRINE_API brine_result
brine_config_enable_legacy_rsa_key_exchange(brine_config *config);

/* ---- Trust ---- */

/* The anchors; the config takes a hold of its own. The store must be frozen when the config is. */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_trust(brine_config *config,
                                                             brine_trust *trust);
/*
 * Trusts the certificates of a file and no others, neither the system's nor those of a store that
 * was set before: an own CA. path is a PEM bundle or one certificate in DER, read as
 * brine_trust_add_file reads it, whose errors these are; after an error the config trusts what it
 * trusted before. A later brine_config_set_trust or brine_config_trust_file takes the place of
 * this one. For several files, or the system's anchors beside them, build a brine_trust.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_trust_file(brine_config *config,
                                                              const char *path, brine_error *error);
/*
 * Adds a pin: "sha256//" and the base64 of the SHA-256 of a SubjectPublicKeyInfo. With pins
 * set, one must occur in the path that was verified. At most BRINE_PINS_MAX.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_add_pin(brine_config *config, const char *pin,
                                                           brine_error *error);
/* Fewer certificates between the server's and the anchor than BRINE_PATH_LENGTH_MAX allows. */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_max_intermediates(brine_config *config,
                                                                         size_t max_intermediates);
/*
 * The profile strict, see brine_verify_options.strict. False at first. As all setters: before the
 * config is frozen, else BRINE_ERROR_FROZEN.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_strict(brine_config *config, bool strict);

/*
 * What a verification hook sees; everything in it lives for the call only. When the server
 * resumes a session, it shows nothing: chain, path, staple and sct_list are then those of the
 * full handshake that made the session.
 */
typedef struct brine_verify_request {
    void *connection_context; /* of brine_conn_set_context; NULL = none */
    const char *server_name;  /* NULL when none was given */
    const brine_bytes *chain; /* as the server sent it, DER */
    size_t chain_count;
    /* As verified: the server's certificate first, the anchor last. */
    const brine_bytes *path;
    size_t path_count;    /* 0 when the chain was not verified at all */
    brine_bytes staple;   /* OCSP response, empty when none */
    brine_bytes sct_list; /* SignedCertificateTimestampList, empty when none */
    bool resumed;         /* the server resumes a session */
} brine_verify_request;

typedef enum brine_verdict {
    BRINE_VERDICT_ACCEPT,
    BRINE_VERDICT_REFUSE,
    BRINE_VERDICT_LATER, /* the connection waits until brine_conn_verdict is called */
} brine_verdict;

/*
 * Called once in each handshake, after the built-in verification has passed: it may refuse
 * what passed, now or later, but can't accept what failed. *alert goes in as
 * certificate_unknown and may be changed to another that brine_conn_abort takes. Runs in the thread
 * that drives the connection and must not call it. NULL = no hook.
 *
 * In a resumed handshake it is called when ServerHello resumes (RFC 5246 section 7.3), after
 * the dates of the path were compared with the clock again, and before Finished and any data
 * are sent. The server's Finished, which proves that the server knows the session's master
 * secret, is verified after the verdict. REFUSE ends the handshake with its alert, and the
 * config's cache forgets the session; an application that saved the session must forget its
 * copy (brine_conn_facts then says `resumed`).
 *
 * For this, the sessions of a config with a hook keep chain, path, staple and SCTs: 2 to 10 KB
 * each with the web's chains, BRINE_SESSION_PEER_MAX at most. A session that lacks them is
 * not offered: the handshake is a full one.
 */
typedef brine_verdict (*brine_verify_hook)(void *context, const brine_verify_request *request,
                                           brine_alert *alert);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_verify_hook(brine_config *config,
                                                                   brine_verify_hook hook,
                                                                   void *context);

/*
 * Weakenings, one each. Without the chain, any certificate passes that has the right name
 * and time; without the name, any server with a trusted certificate can be anyone, and a
 * NULL server name is accepted; without the time, expired certificates pass.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_insecure_skip_chain(brine_config *config);
BRINE_MUST_USE BRINE_API brine_result brine_config_insecure_skip_name(brine_config *config);
BRINE_MUST_USE BRINE_API brine_result brine_config_insecure_skip_time(brine_config *config);

/* ---- Identity of the client ---- */

/*
 * A server that wants to know its client sends CertificateRequest (RFC 5246 section 7.4.4): the
 * types of keys and the signature schemes that it takes, and names of CAs. Which identity it
 * gets, of one or several:
 *
 *   the first that fits the request: a scheme that the server takes and the key can make, its
 *   type among certificate_types, and one certificate of its chain issued by one of the CAs
 *   named, if any are;
 *   else the first whose key can make a scheme that the server takes, since servers name too few
 *   CAs and types: the root alone where an intermediate issued the certificate, say;
 *   else none: an empty Certificate is sent, and the server decides whether it goes on.
 *
 * TLS 1.2 sends Certificate before encryption begins, so any onlooker can read who the client
 * is. And a server whose CA is not the certificate's may refuse a client that would have been
 * welcome without one (nginx with `ssl_verify_client optional` answers 400). Where either
 * matters, brine_config_match_identity sends it only to servers that name its type and CA,
 * and an identity hook decides case by case.
 *
 * A server that resumes a session asks for no certificate: it takes the client for that of the
 * full handshake.
 */

/*
 * Whom brine asks when an identity that is set after this call has an encrypted key: writes the
 * passphrase to out, at most cap (BRINE_PASSPHRASE_MAX) bytes without NUL, and returns its length,
 * or BRINE_PASSPHRASE_NONE; more than cap counts as that. Called at most once for each key,
 * in the thread of the setter, which wipes out; must not change the config. NULL = there is no
 * passphrase, as by default.
 */
#define BRINE_PASSPHRASE_NONE ((size_t)-1)
typedef size_t (*brine_passphrase)(void *context, char *out, size_t cap);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_passphrase(brine_config *config,
                                                                  brine_passphrase passphrase,
                                                                  void *context);

/*
 * Sets the one identity, in place of all there are: certificate chain (leaf first, one certificate
 * or more in PEM, or one in DER) and private key (PKCS#8, SEC1 or PKCS#1, in PEM or DER): RSA of
 * BRINE_RSA_BITS_MIN to _MAX bits, P-256, P-384 or Ed25519. The two must belong together; else the
 * certificate is bytes to send, and the server judges it. Files are read at once.
 *
 * A key may be encrypted as PKCS#8 with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 or -512, or
 * scrypt, and AES-128-CBC or AES-256-CBC, as `openssl pkcs8 -topk8` makes it. Deriving the key
 * from the passphrase takes as long as its file wants, up to BRINE_KEY_ITERATIONS_MAX and
 * BRINE_KEY_SCRYPT_MEMORY_MAX, _PARALLEL_MAX and _BLOCK_MAX; that memory is libsodium's to
 * allocate, not the config's allocator's.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_identity(brine_config *config,
                                                                brine_bytes chain, brine_bytes key,
                                                                brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_identity_files(brine_config *config,
                                                                      const char *chain_path,
                                                                      const char *key_path,
                                                                      brine_error *error);
/*
 * A chain whose key lives elsewhere: a connection that needs a signature waits for
 * brine_conn_signature (state BRINE_CONN_WAIT_SIGNATURE).
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_identity_external(brine_config *config,
                                                                         brine_bytes chain,
                                                                         brine_error *error);
/*
 * The same, behind the identities that are there. At most BRINE_IDENTITIES_MAX
 * (BRINE_ERROR_LIMIT).
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_add_identity(brine_config *config,
                                                                brine_bytes chain, brine_bytes key,
                                                                brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_config_add_identity_files(brine_config *config,
                                                                      const char *chain_path,
                                                                      const char *key_path,
                                                                      brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_config_add_identity_external(brine_config *config,
                                                                         brine_bytes chain,
                                                                         brine_error *error);
/*
 * Sends an identity only when it fits the request in all points: its type and, where the server
 * names CAs, its issuer too (RFC 5246 section 7.4.6). No other is sent then.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_match_identity(brine_config *config);

/* "No identity", as a hook's answer and as brine's own choice. */
#define BRINE_IDENTITY_NONE ((size_t)-1)

/* What an identity hook sees; everything in it lives for the call only. */
typedef struct brine_identity_request {
    void *connection_context; /* of brine_conn_set_context; NULL = none */
    const char *server_name;  /* NULL when none was given */
    /* ClientCertificateType, a byte each: rsa_sign 1, ecdsa_sign 64. */
    brine_bytes certificate_types;
    brine_bytes schemes;     /* SignatureScheme (supported_signature_algorithms), 2 bytes each,
                                big-endian */
    brine_bytes authorities; /* certificate_authorities as the server sent them, for
                                brine_identity_request_authority */
    size_t identity_count;   /* that are configured, at least 1 */
    size_t choice; /* what brine would send: an identity's number from 0, in the order in which
                      they were added, or BRINE_IDENTITY_NONE */
} brine_identity_request;

/*
 * The next name of a CA: a distinguished name in DER (brine_name_text makes text of it, as of a
 * BRINE_NAME_DIRECTORY), a slice of request->authorities. *cursor is 0 for the first, and
 * brine's to change. False after the last one, and when an argument is NULL.
 */
BRINE_API bool brine_identity_request_authority(const brine_identity_request *request,
                                                size_t *cursor, brine_bytes *name);

/*
 * Called when a server asks for a certificate and at least one identity is configured. Returns
 * the number of the identity to send, request->choice or another, or BRINE_IDENTITY_NONE; a number
 * that no identity has counts as that. An identity whose key can make no scheme of the request
 * is not sent. Runs in the thread that drives the connection and must not call it.
 * NULL = no hook.
 */
typedef size_t (*brine_identity_hook)(void *context, const brine_identity_request *request);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_identity_hook(brine_config *config,
                                                                     brine_identity_hook hook,
                                                                     void *context);

/* What became of the client's certificate. */
typedef enum brine_client_certificate {
    BRINE_CLIENT_CERTIFICATE_NOT_REQUESTED,
    BRINE_CLIENT_CERTIFICATE_SENT,
    /* An empty Certificate was sent: */
    BRINE_CLIENT_CERTIFICATE_NONE,      /* no identity is configured */
    BRINE_CLIENT_CERTIFICATE_NO_SCHEME, /* the server takes no signature that a key can make */
    BRINE_CLIENT_CERTIFICATE_UNMATCHED, /* brine_config_match_identity, and no type or CA fits */
    BRINE_CLIENT_CERTIFICATE_DECLINED,  /* the identity hook said so */
} brine_client_certificate;

/* ---- Extensions and requirements ---- */

/*
 * Application protocols in order of preference (RFC 7301 section 3.1), each 1 to 255 bytes
 * (BRINE_ERROR_INVALID_ARGUMENT); together, with a byte for the length of each, at most
 * BRINE_ALPN_LIST_MAX (BRINE_ERROR_LIMIT). count is at least 1.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_alpn(brine_config *config,
                                                            const char *const *protocols,
                                                            size_t count, brine_error *error);
/* Fails the handshake when the server chooses none of them. */
BRINE_MUST_USE BRINE_API brine_result brine_config_require_alpn(brine_config *config);
/* Fails the handshake when the server lacks extended_master_secret (RFC 7627). */
BRINE_MUST_USE BRINE_API brine_result
brine_config_require_extended_master_secret(brine_config *config);
/*
 * Goes on with a server that does not acknowledge renegotiation_info (RFC 5746 section 3.4,
 * RFC 9325 section 3.5). By default it is refused with
 * BRINE_ERROR_RENEGOTIATION_INFO_MISSING, in full and in resumed handshakes.
 *
 * What an attacker in the network gains: such a server may take our handshake for the
 * renegotiation of a connection that the attacker has opened to it. The server then joins
 * what the attacker sent there to what we send, as one client's words: half a request of the
 * attacker's is completed by our cookie, password or client certificate, and so the attacker
 * acts in our name. brine can't notice, though it never renegotiates itself. The
 * attacker can neither read nor change what flows between us and the server. Only for servers
 * that can't be updated, best with a config of their own.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_allow_legacy_renegotiation(brine_config *config);
/*
 * Asks for a stapled OCSP response (RFC 6066 section 8); require also fails without one, and
 * keeps it in sessions, as a config with a verify hook does: a session without one is not
 * offered.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_request_staple(brine_config *config);
BRINE_MUST_USE BRINE_API brine_result brine_config_require_staple(brine_config *config);
/* Asks for signed certificate timestamps (RFC 6962 section 3.3.1). */
BRINE_MUST_USE BRINE_API brine_result brine_config_request_scts(brine_config *config);
/* Asks for smaller records (RFC 6066 section 4): 512, 1024, 2048 or 4096 bytes. */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_max_fragment_length(brine_config *config,
                                                                           size_t length);
/*
 * False Start (RFC 7918) lets the application write one round trip earlier, before the server's
 * Finished is verified. By default it does so where the server chose a protocol by ALPN: there
 * are servers that lose or refuse data that comes before their Finished, and they were met among
 * those without ALPN (browsers ask for the same). `enable` asks for no ALPN, `disable` is never;
 * the call made last counts.
 *
 * With either it takes an ECDHE suite and a full handshake, and a server that was offered several
 * protocols must have chosen one: an attacker could have made the application speak another by
 * cutting the answer out (RFC 7918 section 4).
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_enable_false_start(brine_config *config);
BRINE_MUST_USE BRINE_API brine_result brine_config_disable_false_start(brine_config *config);

/* ---- Sessions ---- */

/*
 * Sessions that the config's cache keeps, by server name, port and ALPN; 0 = none.
 * Default: BRINE_SESSION_CACHE_DEFAULT, and 0 after brine_config_new_with.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_session_cache(brine_config *config,
                                                                     size_t entries);

/*
 * No session is made, kept or resumed: no ticket is asked for (RFC 5077 section 3.2), a session ID
 * of the server's is dropped, and a session that a connection is given is not offered. For
 * devices that connect once: a connection then holds no master secret after its handshake but its
 * own, and 200 to 400 bytes less. brine_conn_session says BRINE_ERROR_NOT_AVAILABLE.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_disable_sessions(brine_config *config);

/*
 * Links between CAs that the config remembers, 32 bytes each, BRINE_REMEMBERED_LINKS_MAX at most
 * (else BRINE_ERROR_INVALID_ARGUMENT); 0 = none. Default: BRINE_REMEMBERED_LINKS_DEFAULT, and 0
 * after brine_config_new_with. Memory is taken as links are met.
 *
 * Once a path was accepted, the signatures between its CAs need not be verified in the next one
 * that has them (RFC 5280 section 6.1.3 (a) (1) holds for the same bytes and the same key);
 * all else about each certificate is judged anew, and the verdict is the same. The signature of
 * the server's own certificate is verified each time: a handshake's duration can tell a server
 * which CAs were met before, and not which servers.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_set_remembered_links(brine_config *config,
                                                                        size_t most);

/* ---- Facts and tools ---- */

/*
 * Keeps what the server showed (chain, staple, SCTs) with the connection, and up to
 * BRINE_SESSION_PEER_MAX bytes of it with its session.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_keep_peer(brine_config *config);

/* Seconds since 1970-01-01 UTC. brine_config_use_system sets the system's clock. Any thread. */
typedef int64_t (*brine_clock)(void *context);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_clock(brine_config *config, brine_clock now,
                                                             void *context);

/* A line of NSS's key log format: a reader of it can decrypt the connection. */
typedef struct brine_key_log_line {
    void *connection_context; /* of brine_conn_set_context; NULL = none */
    const char *text;         /* the line without its end; lives for the call only */
} brine_key_log_line;
/* Called with each line, in the thread that drives the connection. NULL = no key log. */
typedef void (*brine_key_log)(void *context, const brine_key_log_line *line);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_key_log(brine_config *config,
                                                               brine_key_log log, void *context);
/*
 * Appends key log lines to the file that SSLKEYLOGFILE names, when it does; never in
 * set-user-ID programs. A regular file gets mode 0600, one that existed before, too.
 * BRINE_ERROR_FILE when it can't be opened or belongs to another user.
 */
BRINE_MUST_USE BRINE_API brine_result brine_config_key_log_from_environment(brine_config *config,
                                                                            brine_error *error);

/* One message on its way in or out. Lives for the call only; holds no secret. */
typedef struct brine_trace_event {
    void *connection_context; /* of brine_conn_set_context; NULL = none */
    bool sent;                /* false = received */
    const char *message;      /* "ClientHello", "ChangeCipherSpec", "Alert", ... */
    size_t length;            /* of the body, in bytes */
    const char *fields;       /* its main fields as text, escaped as an error's is; "" when none */
    int64_t time;             /* from the config's clock */
    /*
     * The body as the wire has it, `length` bytes; NULL for those of Finished, which pass
     * encrypted (RFC 5246 section 7.4.9), and when there are none. It may be malformed.
     */
    const uint8_t *body;
} brine_trace_event;
/* NULL = no trace. */
typedef void (*brine_trace)(void *context, const brine_trace_event *event);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_trace(brine_config *config,
                                                             brine_trace trace, void *context);

/*
 * Which implementations a frozen config uses: calls visit once per suite and group that
 * it offers, with the entry that serves it, until it returns false.
 */
BRINE_API void brine_config_describe(const brine_config *config,
                                     bool (*visit)(void *context, const brine_algorithm *algorithm),
                                     void *context);

#ifdef __cplusplus
}
#endif

#endif
