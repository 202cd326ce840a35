/*
 * Every alert that TLS 1.2 and its extensions define, once.
 *
 * BRINE_ALERTS(X) expands X(name, number, meaning) for each. `name` is the RFC's
 * own; `meaning` completes the sentence "the server sent alert NAME: ...".
 * Sources: RFC 5246 section 7.2, RFC 6066 section 9, RFC 7301 section 3.2,
 * RFC 7507 section 6; the obsolete ones are listed because old servers send them.
 */
#ifndef BRINE_ALERT_LIST_H
#define BRINE_ALERT_LIST_H

/* clang-format off */
#define BRINE_ALERTS(X) \
    X(close_notify,                    0, "it closes the connection") \
    X(unexpected_message,             10, "it got a message that it did not expect") \
    X(bad_record_mac,                 20, "it could not authenticate a record of ours") \
    X(decryption_failed_RESERVED,     21, "it could not decrypt a record of ours") \
    X(record_overflow,                22, "it got a record that is too long") \
    X(decompression_failure,          30, "it could not decompress a record") \
    X(handshake_failure,              40, "it shares no acceptable suite, group or signature scheme with us, or wants a client certificate") \
    X(no_certificate_RESERVED,        41, "it got no certificate (SSL 3.0)") \
    X(bad_certificate,                42, "it found our certificate corrupt or badly signed") \
    X(unsupported_certificate,        43, "it does not support the kind of our certificate") \
    X(certificate_revoked,            44, "it found our certificate revoked") \
    X(certificate_expired,            45, "it found our certificate expired or not yet valid") \
    X(certificate_unknown,            46, "it could not accept our certificate") \
    X(illegal_parameter,              47, "it found a field of ours out of range or inconsistent") \
    X(unknown_ca,                     48, "it does not know the CA of our certificate") \
    X(access_denied,                  49, "it denies access to the holder of our certificate") \
    X(decode_error,                   50, "it could not decode a message of ours") \
    X(decrypt_error,                  51, "it could not verify a signature, a key exchange or our Finished") \
    X(export_restriction_RESERVED,    60, "it refuses for export rules (obsolete)") \
    X(protocol_version,               70, "it does not support TLS 1.2") \
    X(insufficient_security,          71, "it requires stronger suites than we offered") \
    X(internal_error,                 80, "it failed for a reason of its own") \
    X(inappropriate_fallback,         86, "it sees a downgrade from a version that both sides support") \
    X(user_canceled,                  90, "its user cancelled the handshake") \
    X(no_renegotiation,              100, "it does not renegotiate") \
    X(unsupported_extension,         110, "it got an extension that it did not ask for") \
    X(certificate_unobtainable,      111, "it could not fetch our certificate from its URL") \
    X(unrecognized_name,             112, "it does not serve the name that we asked for") \
    X(bad_certificate_status_response, 113, "it got a bad certificate status response") \
    X(bad_certificate_hash_value,    114, "it got a certificate whose hash does not match") \
    X(unknown_psk_identity,          115, "it does not know our PSK identity") \
    X(certificate_required,          116, "it requires a client certificate") \
    X(no_application_protocol,       120, "it supports none of the application protocols that we offered (ALPN)")
/* clang-format on */

#endif
