/*
 * Every way in which brine ends a call, once.
 *
 * BRINE_RESULTS(X) expands X(name, category, alert, words, advice) for each:
 *   name      the enumerator is BRINE_<name>
 *   category  brine_category, BRINE_CATEGORY_<category>
 *   alert     the alert that the server gets when a connection fails so; `none` = no alert
 *   words     what went wrong, without capital or full stop
 *   advice    what the reader of the sentence can do about it; "" only where nothing failed
 *
 * The enum brine_result, the texts and the alerts all come from here. A sentence is the words,
 * or better ones with what was found and expected, then "; " and the advice. New entries are
 * appended at the end, so that no number ever changes.
 */
#ifndef BRINE_ERROR_LIST_H
#define BRINE_ERROR_LIST_H

/* clang-format off */
#define BRINE_RESULTS(X) \
    X(OK, STATUS, none, "no error", "") \
    /* The call did all that it could: call it again when the advice has been followed. */ \
    X(WANT_READ, STATUS, none, "waiting for the socket to become readable", "wait until the socket is readable and call again") \
    X(WANT_WRITE, STATUS, none, "waiting for the socket to become writable", "wait until the socket is writable and call again") \
    X(WANT_SIGNATURE, STATUS, none, "waiting for the client's signature", "answer with brine_conn_signature and call again") \
    X(WANT_VERDICT, STATUS, none, "waiting for the application's verdict on the certificate", "answer with brine_conn_verdict and call again") \
    X(CLOSED, STATUS, none, "the connection was closed cleanly", "") \
    /* How the library was called. */ \
    X(ERROR_INVALID_ARGUMENT, USAGE, internal_error, "a function was called with an argument that it does not accept", "see the function's comment in brine's headers for what it accepts") \
    X(ERROR_WRONG_STATE, USAGE, none, "the function may not be called at this point", "see the function's comment in brine's headers for when it may") \
    X(ERROR_FROZEN, USAGE, none, "the config or trust store is frozen and can't be changed", "change it before freezing it, or make a new one") \
    X(ERROR_NOT_FROZEN, USAGE, none, "the config or trust store is not frozen yet", "freeze it first, with brine_config_freeze or brine_trust_freeze") \
    X(ERROR_BUFFER_TOO_SMALL, USAGE, none, "the buffer is too small", "use at least the size that the function's comment in brine's headers names") \
    X(ERROR_BUFFERS_OVERLAP, USAGE, none, "input and output overlap", "use separate buffers") \
    X(ERROR_SERVER_NAME_MISSING, USAGE, none, "no server name was given", "pass the host name or IP address that you want to reach") \
    X(ERROR_SERVER_NAME_INVALID, USAGE, none, "the server name is not a valid host name or IP address", "pass an ASCII host name (A-labels for others), a dotted quad or an IPv6 address") \
    X(ERROR_UNKNOWN_NAME, USAGE, none, "the crypto provider has no cipher suite or group of this name", "use one of the names that the provider has") \
    X(ERROR_LIMIT, USAGE, none, "one of brine's limits was exceeded", "see brine/limits.h for the limits and their reasons") \
    X(ERROR_NOT_AVAILABLE, USAGE, none, "what was asked for is not available on this connection", "see the function's comment in brine's headers for what it needs") \
    X(ERROR_OUT_OF_MEMORY, SYSTEM, internal_error, "out of memory", "let the process have more memory, or open fewer connections at once") \
    X(ERROR_INTERNAL, SYSTEM, internal_error, "an internal consistency check of brine failed", "please report it: this is a fault of brine or of the crypto provider") \
    /* Crypto provider. */ \
    X(ERROR_RANDOM, CRYPTO, internal_error, "the random source failed", "check the random source of the crypto provider; by default it is the operating system's, getrandom or /dev/urandom, which a filter of system calls and a chroot without /dev take away") \
    X(ERROR_CRYPTO, CRYPTO, internal_error, "the crypto provider failed", "try again; if it happens again, report it to the makers of the crypto provider") \
    X(ERROR_PROVIDER_INCOMPLETE, CRYPTO, internal_error, "the crypto provider can't serve any of the configured choices", "configure another provider or other suites, groups or schemes") \
    X(ERROR_UNSUPPORTED, CRYPTO, none, "the crypto provider does not support the algorithm", "use another algorithm or another provider") \
    X(ERROR_BAD_SIGNATURE, CRYPTO, decrypt_error, "the signature is not valid", "don't trust what was signed") \
    X(ERROR_BAD_POINT, CRYPTO, illegal_parameter, "the public key is not a valid point", "don't use this key") \
    X(ERROR_BAD_TAG, CRYPTO, bad_record_mac, "the authentication tag is not valid", "don't use the data") \
    X(ERROR_BAD_KEY, CRYPTO, internal_error, "the key is not valid", "use another key") \
    /* Files, PEM, keys. */ \
    X(ERROR_FILE, SYSTEM, none, "a file or directory could not be read", "check that it exists and may be read") \
    X(ERROR_FILE_TOO_LARGE, SYSTEM, none, "a file is larger than brine reads", "check that it is the right file") \
    X(ERROR_PEM, USAGE, none, "the PEM text is malformed", "check the file: it should hold -----BEGIN and -----END lines around base64 text") \
    X(ERROR_NO_CERTIFICATE, USAGE, none, "no certificate was found", "check that the file holds -----BEGIN CERTIFICATE----- blocks") \
    X(ERROR_NO_PRIVATE_KEY, USAGE, none, "no private key was found", "check that the file holds a -----BEGIN ... PRIVATE KEY----- block, or is a key in DER") \
    X(ERROR_KEY_ENCRYPTED, USAGE, none, "the private key is encrypted", "give its passphrase (brine_config_set_passphrase), or decrypt it: openssl pkey -in KEY -out PLAIN_KEY") \
    X(ERROR_KEY_MALFORMED, USAGE, none, "the private key is malformed", "check that it is a PKCS#8, SEC1 or PKCS#1 key in PEM or DER") \
    X(ERROR_KEY_UNSUPPORTED, USAGE, none, "the kind of the private key is not supported", "use RSA from 2048 bits, P-256, P-384 or Ed25519") \
    X(ERROR_KEY_MISMATCH, USAGE, none, "the private key does not belong to the certificate", "pass the key that the certificate was issued for") \
    X(ERROR_TRUST_EMPTY, TRUST, unknown_ca, "no trust anchor was loaded", "install the system's CA certificates or name a CA file") \
    X(ERROR_SESSION_MALFORMED, USAGE, none, "the saved session is malformed", "forget it: the next connection makes a new one") \
    X(ERROR_SESSION_MISMATCH, USAGE, none, "the saved session belongs to other settings", "use it with the server and the trust settings it was made with") \
    /* Network. */ \
    X(ERROR_LOOKUP, NETWORK, none, "the host name could not be resolved", "check the name and the network") \
    X(ERROR_CONNECT, NETWORK, none, "the connection could not be made", "check host, port and network") \
    X(ERROR_READ, NETWORK, none, "reading from the socket failed", "try again; if it happens again, check the network and the server") \
    X(ERROR_WRITE, NETWORK, none, "writing to the socket failed", "try again; if it happens again, check the network and the server") \
    X(ERROR_TIMED_OUT, NETWORK, none, "the deadline passed", "try again or allow more time") \
    X(ERROR_TRUNCATED, NETWORK, none, "the connection ended without close_notify: the data may be cut short", "don't trust that the data is complete") \
    X(ERROR_ENDED_IN_HANDSHAKE, NETWORK, none, "the server ended the connection in the handshake", "check that the server speaks TLS 1.2 on this port") \
    X(ERROR_ALERT, PEER, none, "the server refused with an alert", "ask the server's owner what its log says") \
    /* Record layer. */ \
    X(ERROR_NOT_TLS, PROTOCOL, protocol_version, "the server does not speak TLS on this port", "check the port") \
    X(ERROR_RECORD_VERSION, PROTOCOL, protocol_version, "a record has the wrong version", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_RECORD_TYPE, PROTOCOL, unexpected_message, "a record has an unknown type", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_RECORD_OVERFLOW, PROTOCOL, record_overflow, "a record is too long", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_RECORD_LENGTH, PROTOCOL, decode_error, "a record is too short or empty where that is not allowed", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_BAD_RECORD_MAC, PROTOCOL, bad_record_mac, "a record is not authentic", "try again: the record was damaged or tampered with on its way; if it happens again, try another network") \
    X(ERROR_KEY_SPENT, PROTOCOL, internal_error, "a key has protected as much data as it may", "open a new connection; brine_conn_facts tells in time how much of the limit is spent") \
    X(ERROR_TOO_MANY_EMPTY_RECORDS, PROTOCOL, unexpected_message, "the server sent too many empty records in a row", "the server's owner has to update its TLS software") \
    X(ERROR_TOO_MANY_WARNINGS, PROTOCOL, unexpected_message, "the server sent too many warning alerts in a row", "ask the server's owner what its log says") \
    X(ERROR_TOO_MANY_HELLO_REQUESTS, PROTOCOL, unexpected_message, "the server asked too often for a renegotiation", "the server's owner has to turn renegotiation off, which brine never does") \
    X(ERROR_ALERT_MALFORMED, PROTOCOL, decode_error, "an alert is malformed", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_ALERT_LEVEL, PROTOCOL, illegal_parameter, "an alert has an unknown level", "try again; if it happens again, the server's owner has to update its TLS software") \
    /* Handshake. */ \
    X(ERROR_UNEXPECTED_MESSAGE, PROTOCOL, unexpected_message, "the server sent a message that is not allowed at this point", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_DECODE, PROTOCOL, decode_error, "a handshake message is malformed", "try again; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_MESSAGE_TOO_LONG, PROTOCOL, illegal_parameter, "a handshake message is longer than brine accepts", "the server's owner has to send less: a shorter certificate chain, or fewer names of CAs") \
    X(ERROR_HANDSHAKE_TOO_LONG, PROTOCOL, illegal_parameter, "the handshake is longer than brine accepts", "the server's owner has to send less: a shorter certificate chain, or fewer names of CAs") \
    X(ERROR_VERSION, PROTOCOL, protocol_version, "the server chose another version than TLS 1.2", "the server's owner has to enable TLS 1.2") \
    X(ERROR_SUITE_NOT_OFFERED, PROTOCOL, illegal_parameter, "the server chose a cipher suite that was not offered", "the server's owner has to update its TLS software") \
    X(ERROR_COMPRESSION, PROTOCOL, illegal_parameter, "the server chose a compression method that was not offered", "the server's owner has to update its TLS software") \
    X(ERROR_EXTENSION_DUPLICATE, PROTOCOL, decode_error, "an extension appears twice", "the server's owner has to update its TLS software") \
    X(ERROR_EXTENSION_NOT_OFFERED, PROTOCOL, unsupported_extension, "the server sent an extension that was not offered", "the server's owner has to update its TLS software") \
    X(ERROR_ILLEGAL_PARAMETER, PROTOCOL, illegal_parameter, "a field has a value that is not allowed", "the server's owner has to update its TLS software") \
    X(ERROR_RENEGOTIATION_INFO, PROTOCOL, handshake_failure, "the renegotiation_info extension is wrong", "try another network: an attacker may have begun the connection in your place; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_GROUP_NOT_OFFERED, PROTOCOL, illegal_parameter, "the server chose a group that was not offered", "the server's owner has to update its TLS software") \
    X(ERROR_SCHEME_NOT_OFFERED, PROTOCOL, illegal_parameter, "the server signed with a scheme that was not offered or does not fit its key", "the server's owner has to update its TLS software") \
    X(ERROR_KEY_SHARE, PROTOCOL, illegal_parameter, "the server's key exchange value is not valid", "the server's owner has to update its TLS software") \
    X(ERROR_KEY_EXCHANGE_SIGNATURE, PROTOCOL, decrypt_error, "the server's key exchange is not signed by its certificate's key", "try another network: the handshake may have been tampered with; if it happens again, the server's owner has to configure the key that belongs to the certificate") \
    X(ERROR_FINISHED, PROTOCOL, decrypt_error, "the server's Finished does not match the handshake", "try another network: the handshake may have been tampered with; if it happens again, the server's owner has to update its TLS software") \
    X(ERROR_ALPN, PROTOCOL, illegal_parameter, "the server chose an application protocol that was not offered", "the server's owner has to update its TLS software") \
    X(ERROR_ALPN_REQUIRED, PROTOCOL, no_application_protocol, "the server chose no application protocol and the config requires one", "offer a protocol that the server supports, or don't require one") \
    X(ERROR_EMS_REQUIRED, PROTOCOL, handshake_failure, "the server does not support extended_master_secret and the config requires it", "don't require it of this server, or ask its owner to update the TLS software") \
    X(ERROR_EMS_CHANGED, PROTOCOL, handshake_failure, "the resumed session and the server differ about extended_master_secret", "forget the session if you saved it, and try again") \
    X(ERROR_STAPLE_REQUIRED, PROTOCOL, certificate_unknown, "the server stapled no certificate status and the config requires one", "don't require it of this server, or ask its owner to turn OCSP stapling on") \
    X(ERROR_RESUMPTION_CHANGED, PROTOCOL, illegal_parameter, "the server resumed the session with other parameters", "forget the session if you saved it, and try again") \
    X(ERROR_CERTIFICATE_SUITE, PROTOCOL, illegal_parameter, "the server's certificate does not fit the cipher suite", "the server's owner has to configure a certificate that fits its cipher suites") \
    X(ERROR_SIGNER, USAGE, internal_error, "the client's signature could not be made", "check the key or the signing callback") \
    /* Certificates. */ \
    X(ERROR_CERT_MISSING, CERTIFICATE, decode_error, "the server sent no certificate", "its owner has to configure one") \
    X(ERROR_CERT_MALFORMED, CERTIFICATE, bad_certificate, "a certificate is malformed", "its issuer has to issue it anew") \
    X(ERROR_CERT_TOO_MANY, CERTIFICATE, bad_certificate, "the server sent more certificates than brine accepts", "its owner has to send only what leads to a root") \
    X(ERROR_CERT_EXPIRED, CERTIFICATE, certificate_expired, "a certificate has expired", "its owner has to renew it; if the date looks fine, check this machine's clock") \
    X(ERROR_CERT_NOT_YET_VALID, CERTIFICATE, certificate_expired, "a certificate is not valid yet", "check this machine's clock") \
    X(ERROR_CERT_CLOCK, CERTIFICATE, certificate_expired, "this machine's clock is wrong", "set the clock") \
    X(ERROR_CERT_NAME, CERTIFICATE, bad_certificate, "the certificate is for other names", "check the host name") \
    X(ERROR_CERT_NO_NAME, CERTIFICATE, bad_certificate, "the certificate has no subjectAltName", "its owner has to get one that names the host there; the common name does not count") \
    X(ERROR_CERT_SELF_SIGNED, CERTIFICATE, unknown_ca, "the certificate is signed by itself and is not trusted", "if you know it, add it as a trust anchor") \
    X(ERROR_CERT_UNKNOWN_ISSUER, CERTIFICATE, unknown_ca, "the issuer of a certificate is not trusted", "if you trust that issuer, add it as a trust anchor") \
    X(ERROR_CERT_INTERMEDIATE_MISSING, CERTIFICATE, unknown_ca, "the issuer of the server's certificate is not trusted, and the server sent no certificate for it", "if you trust that issuer, add its certificate as a trust anchor; if a public CA is above it, the server's owner has to send the intermediate certificate as well") \
    X(ERROR_CERT_NOT_A_CA, CERTIFICATE, bad_certificate, "a certificate that is not a CA's issued another", "don't trust this server: its owner has to get a certificate from a CA") \
    X(ERROR_CERT_PATH_LENGTH, CERTIFICATE, bad_certificate, "the chain is longer than one of its certificates allows", "its owner has to get a certificate from another CA or send another chain") \
    X(ERROR_CERT_EXTENDED_KEY_USAGE, CERTIFICATE, unsupported_certificate, "a certificate is not meant for TLS servers", "its owner has to get a certificate for TLS servers") \
    X(ERROR_CERT_KEY_USAGE, CERTIFICATE, unsupported_certificate, "a certificate's key is not meant for this use", "its owner has to get a certificate for this use") \
    X(ERROR_CERT_WEAK_KEY, CERTIFICATE, bad_certificate, "a certificate's key is too weak or unsupported", "its owner has to get a certificate with another key") \
    X(ERROR_CERT_WEAK_SIGNATURE, CERTIFICATE, bad_certificate, "a certificate is signed with an algorithm that is not accepted", "its owner has to get a certificate signed with SHA-256 or better") \
    X(ERROR_CERT_CRITICAL_EXTENSION, CERTIFICATE, unsupported_certificate, "a certificate has a critical extension that brine does not know", "its owner has to get a certificate without it") \
    X(ERROR_CERT_SIGNATURE, CERTIFICATE, bad_certificate, "a certificate's signature is not valid", "don't trust this server: its chain is wrongly put together or was tampered with") \
    X(ERROR_CERT_NAME_CONSTRAINT, CERTIFICATE, bad_certificate, "a name in the chain violates a CA's name constraint", "its owner has to get a certificate from a CA that may issue for this name") \
    X(ERROR_CERT_PIN, CERTIFICATE, bad_certificate, "no key in the chain matches a pin", "if the server's key was changed on purpose, update the pins") \
    X(ERROR_CERT_BUDGET, CERTIFICATE, certificate_unknown, "verifying the chain takes more work than brine allows", "its owner has to send a simpler chain") \
    X(ERROR_CERT_REFUSED, CERTIFICATE, certificate_unknown, "the application refused the server's certificate", "ask the application's maker: its verify hook decides by rules of its own") \
    /* Added later; at the end, so that the numbers above stay what they are. */ \
    X(ERROR_RENEGOTIATION_INFO_MISSING, PROTOCOL, handshake_failure, "ServerHello has no renegotiation_info: the server lacks secure renegotiation (RFC 5746)", "its owner has to update its TLS software; until then legacy renegotiation can be allowed for this server, at the risk that brine_config_allow_legacy_renegotiation tells of") \
    X(ERROR_ABORTED, USAGE, none, "the application ended the connection with an alert", "ask the application's maker: it ends connections by rules of its own")
/* clang-format on */

#endif
