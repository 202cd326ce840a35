/*
 * The handshake messages (RFC 5246 section 7.4) as data.
 *
 * Decoders take a reader of a message's body and fill a struct of slices, which live as
 * long as the bytes that were read. They know nothing of state: whether a message may
 * come here, and whether its values were offered, is asked elsewhere. On failure they
 * return BRINE_ERROR_DECODE and *field names what was malformed.
 *
 * Encoders write a message's body to a writer.
 */
#ifndef BRN_HANDSHAKE_CODEC_MESSAGE_H
#define BRN_HANDSHAKE_CODEC_MESSAGE_H

#include "base/reader.h"
#include "base/writer.h"

#include <brine/error.h>
#include <brine/provider.h>

/* HandshakeType: RFC 5246 section 7.4, RFC 5077 section 3.3, RFC 6066 section 8. */
typedef enum brn_message_type {
    BRN_HELLO_REQUEST = 0,
    BRN_CLIENT_HELLO = 1,
    BRN_SERVER_HELLO = 2,
    BRN_NEW_SESSION_TICKET = 4,
    BRN_CERTIFICATE = 11,
    BRN_SERVER_KEY_EXCHANGE = 12,
    BRN_CERTIFICATE_REQUEST = 13,
    BRN_SERVER_HELLO_DONE = 14,
    BRN_CERTIFICATE_VERIFY = 15,
    BRN_CLIENT_KEY_EXCHANGE = 16,
    BRN_FINISHED = 20,
    BRN_CERTIFICATE_STATUS = 22,
    /* Not a handshake message (section 7.1), but it has its place among them. */
    BRN_CHANGE_CIPHER_SPEC = 256,
} brn_message_type;

/* "ServerHello"; "unknown message" for a number that has no name. */
const char *brn_message_name(unsigned type);
bool brn_message_is_known(unsigned type);

#define BRN_MESSAGE_HEADER_SIZE 4 /* msg_type and a 24-bit length */
#define BRN_RANDOM_SIZE         32
#define BRN_VERIFY_DATA_SIZE    12 /* RFC 5246 section 7.4.9 */
#define BRN_PREMASTER_RSA_SIZE  48 /* section 7.4.7.1 */

/* Section 7.4.1.3. */
typedef struct brn_server_hello {
    uint16_t server_version;
    brine_bytes random;
    brine_bytes session_id;
    uint16_t cipher_suite;
    uint8_t compression_method;
    brn_reader extensions; /* empty when there are none */
} brn_server_hello;
BRINE_MUST_USE brine_result brn_decode_server_hello(brn_reader body, brn_server_hello *out,
                                                    const char **field);

/*
 * Section 7.4.2: the list without its length, for brn_read_certificate_list, and how many
 * certificates are in it.
 */
BRINE_MUST_USE brine_result brn_decode_certificate(brn_reader body, brine_bytes *certificate_list,
                                                   size_t *count, const char **field);
void brn_encode_certificate(brn_writer *w, brine_bytes certificate_list);

/* RFC 6066 section 8. */
typedef struct brn_certificate_status {
    uint8_t status_type;
    brine_bytes response;
} brn_certificate_status;
BRINE_MUST_USE brine_result brn_decode_certificate_status(brn_reader body,
                                                          brn_certificate_status *out,
                                                          const char **field);

/* Section 7.4.3 with RFC 8422 section 5.4. */
typedef struct brn_server_key_exchange {
    uint8_t curve_type;
    uint16_t named_curve;
    brine_bytes point;
    brine_bytes params; /* ServerECDHParams: what is signed */
    uint16_t signature_scheme;
    brine_bytes signature;
} brn_server_key_exchange;
#define BRN_CURVE_TYPE_NAMED 3
BRINE_MUST_USE brine_result brn_decode_server_key_exchange(brn_reader body,
                                                           brn_server_key_exchange *out,
                                                           const char **field);

/* Section 7.4.4. */
typedef struct brn_certificate_request {
    brine_bytes certificate_types;
    brn_reader supported_signature_algorithms;
    brn_reader certificate_authorities; /* well-formed: DNs with their lengths */
} brn_certificate_request;
/* ClientCertificateType, section 7.4.4 and RFC 8422 section 5.5. */
#define BRN_CERTIFICATE_TYPE_RSA_SIGN   1
#define BRN_CERTIFICATE_TYPE_ECDSA_SIGN 64
BRINE_MUST_USE brine_result brn_decode_certificate_request(brn_reader body,
                                                           brn_certificate_request *out,
                                                           const char **field);

/* Sections 7.4.7.1 (encrypted premaster, 16-bit length) and RFC 8422 section 5.7 (point, 8-bit). */
void brn_encode_client_key_exchange_rsa(brn_writer *w, brine_bytes encrypted_premaster);
void brn_encode_client_key_exchange_ecdh(brn_writer *w, brine_bytes point);

/* Section 7.4.8. */
void brn_encode_certificate_verify(brn_writer *w, uint16_t scheme, brine_bytes signature);

/* RFC 5077 section 3.3. */
typedef struct brn_new_session_ticket {
    uint32_t lifetime_hint; /* seconds, 0 = unspecified */
    brine_bytes ticket;
} brn_new_session_ticket;
BRINE_MUST_USE brine_result brn_decode_new_session_ticket(brn_reader body,
                                                          brn_new_session_ticket *out,
                                                          const char **field);

#endif
