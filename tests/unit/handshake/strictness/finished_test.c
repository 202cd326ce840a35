/*
 * ChangeCipherSpec (RFC 5246 section 7.1), Finished (7.4.9) and NewSessionTicket (RFC
 * 5077 section 3.3), and what may and may not cross a change of keys.
 */
#include "support/peer/server.h"
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define MALFORMED  REFUSED(DECODE, decode_error)
#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)
#define WRONG      REFUSED(FINISHED, decrypt_error)
#define BAD_MAC    REFUSED(BAD_RECORD_MAC, bad_record_mac)

/* ---- ChangeCipherSpec ---- */

static const deviation change_cipher_specs[] = {
    {"a ChangeCipherSpec of 0",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\0")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"a ChangeCipherSpec of 2",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\2")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"a ChangeCipherSpec of 255",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\xff")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"a ChangeCipherSpec of two bytes", {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\1\1")}, MALFORMED},
    {"a ChangeCipherSpec with a zero after it",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\1\0")},
     MALFORMED},
    {"an empty ChangeCipherSpec",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"a long ChangeCipherSpec",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1")},
     MALFORMED},
    {"a malformed ChangeCipherSpec out of order",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 20, "\2")},
     UNEXPECTED},
    {"no ChangeCipherSpec", {PEER_DROP(PEER_CHANGE_CIPHER_SPEC)}, UNEXPECTED},
    {"no ChangeCipherSpec when a session is resumed",
     {PEER_DROP(PEER_CHANGE_CIPHER_SPEC)},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"two ChangeCipherSpecs, the second protected",
     {PEER_INSERT_AFTER(PEER_CHANGE_CIPHER_SPEC, 20, "\1")},
     UNEXPECTED},
    {"two ChangeCipherSpecs, neither protected",
     {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 20, "\1")},
     BAD_MAC},
    {"a ChangeCipherSpec straight after ServerHelloDone",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 20, "\1")},
     BAD_MAC},
    {"a ChangeCipherSpec after the Finished",
     {PEER_INSERT_AFTER(PEER_FINISHED, 20, "\1")},
     UNEXPECTED},
    {"a malformed ChangeCipherSpec when a session is resumed",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\2")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_SESSION_ID | RESUMED},
};

static void one_byte_more(peer *p, peer_bytes *message)
{
    (void)p;
    peer_put_number(message, PEER_MSG_NEW_SESSION_TICKET, 1);
}

static void a_byte_of_finished(peer *p, peer_bytes *message)
{
    (void)p;
    peer_put_number(message, PEER_MSG_FINISHED, 1);
}

/* "packed across a key change": bytes of a message on both sides of ChangeCipherSpec. */
static const deviation crossings[] = {
    {"one byte of Finished before ChangeCipherSpec", {PEER_EARLY(PEER_FINISHED, 1)}, UNEXPECTED},
    {"the header of Finished before ChangeCipherSpec", {PEER_EARLY(PEER_FINISHED, 4)}, UNEXPECTED},
    {"all but one byte of Finished before ChangeCipherSpec",
     {PEER_EARLY(PEER_FINISHED, 15)},
     UNEXPECTED},
    {"the whole Finished before ChangeCipherSpec", {PEER_EARLY(PEER_FINISHED, 16)}, UNEXPECTED},
    {"one byte of Finished before ChangeCipherSpec, resumed",
     {PEER_EARLY(PEER_FINISHED, 1)},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"the whole Finished before ChangeCipherSpec, resumed",
     {PEER_EARLY(PEER_FINISHED, 16)},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"a byte of Finished in the record of NewSessionTicket",
     {PEER_PACK(PEER_NEW_SESSION_TICKET), PEER_EARLY(PEER_FINISHED, 1)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"a byte of Finished in the record of ServerHello, resumed",
     {PEER_PACK(PEER_SERVER_HELLO), PEER_EARLY(PEER_FINISHED, 1)},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"half a HelloRequest before ChangeCipherSpec",
     {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 22, "\0\0")},
     UNEXPECTED},
    {"a byte after ServerHelloDone in its record",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_SERVER_HELLO_DONE,
       .after_hash = true,
       .call = one_byte_more}},
     UNEXPECTED},
    {"a byte of another message after Finished in its record",
     {{.verb = PEER_VERB_CALL, .target = PEER_FINISHED, .after_hash = true, .call = one_byte_more}},
     UNEXPECTED},
    {"a byte of another message after Finished in its record, resumed",
     {{.verb = PEER_VERB_CALL, .target = PEER_FINISHED, .after_hash = true, .call = one_byte_more}},
     UNEXPECTED,
     .with = WITH_TICKET | RESUMED},
    {"a byte of Finished after ServerHelloDone in its record",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_SERVER_HELLO_DONE,
       .after_hash = true,
       .call = a_byte_of_finished}},
     UNEXPECTED},
    {"NewSessionTicket and Finished, both whole, on their sides of ChangeCipherSpec",
     {{0}},
     ACCEPTED,
     .with = WITH_TICKET | PACKED},
};

/* ---- Finished ---- */

static void of_the_client(peer *p, peer_bytes *message)
{
    peer_verify_data(p, "client finished", message->data + 4);
}

static void without_the_clients_finished(peer *p, peer_bytes *message)
{
    size_t whole = p->transcript.len;

    p->transcript.len -= 16;
    peer_verify_data(p, "server finished", message->data + 4);
    p->transcript.len = whole;
}

static void with_another_label(peer *p, peer_bytes *message)
{
    peer_verify_data(p, "server Finished", message->data + 4);
}

static void longer(peer *p, peer_bytes *message)
{
    uint8_t hash[PEER_HASH_MAX], more[36];
    size_t len = peer_hash(p->suite->digest, peer_slice_of(&p->transcript), hash);
    peer_slice master = {p->master, sizeof p->master}, seed = {hash, len}, none = {NULL, 0};

    peer_prf(p->suite, master, "server finished", seed, none, more, sizeof more);
    message->len = 4;
    peer_put(message, more, sizeof more);
    message->data[3] = sizeof more;
}

static const deviation finisheds[] = {
    {"no Finished, application data instead",
     {PEER_DROP(PEER_FINISHED), PEER_INSERT_AFTER(PEER_FINISHED, 23, "data")},
     UNEXPECTED},
    {"application data between ChangeCipherSpec and Finished",
     {PEER_INSERT_BEFORE(PEER_FINISHED, 23, "data")},
     UNEXPECTED},
    {"empty application data between ChangeCipherSpec and Finished",
     {PEER_INSERT_BEFORE(PEER_FINISHED, 23, "")},
     UNEXPECTED},
    {"a Finished that is not protected", {PEER_PLAINTEXT(PEER_FINISHED)}, BAD_MAC},
    {"a Finished that is not protected, resumed",
     {PEER_PLAINTEXT(PEER_FINISHED)},
     BAD_MAC,
     .with = WITH_SESSION_ID | RESUMED},
    {"two Finished", {PEER_TWICE(PEER_FINISHED)}, UNEXPECTED},
    {"two Finished in one record",
     {PEER_PACK(PEER_FINISHED), PEER_TWICE(PEER_FINISHED)},
     UNEXPECTED},
    {"verify_data of zeros", {PEER_SET(PEER_F_VERIFY_DATA, "\0\0\0\0\0\0\0\0\0\0\0\0")}, WRONG},
    {"an empty Finished", {PEER_SET(PEER_FINISHED, "")}, WRONG},
    {"verify_data of 11 bytes", {PEER_CUT(PEER_FINISHED, 1)}, WRONG},
    {"verify_data of 13 bytes", {PEER_APPEND(PEER_FINISHED, "\0")}, WRONG},
    {"verify_data of 36 bytes, each right", {PEER_CALL(PEER_FINISHED, longer)}, WRONG},
    {"verify_data of 11 bytes, resumed",
     {PEER_CUT(PEER_FINISHED, 1)},
     WRONG,
     .with = WITH_SESSION_ID | RESUMED},
    {"the client's own verify_data", {PEER_CALL(PEER_FINISHED, of_the_client)}, WRONG},
    {"verify_data without the client's Finished",
     {PEER_CALL(PEER_FINISHED, without_the_clients_finished)},
     WRONG},
    {"verify_data under another label", {PEER_CALL(PEER_FINISHED, with_another_label)}, WRONG},
    {"a broken verify_data, resumed",
     {PEER_FLIP(PEER_F_VERIFY_DATA, 0)},
     WRONG,
     .with = WITH_SESSION_ID | RESUMED},
    {"a broken verify_data with SHA-384",
     {PEER_FLIP(PEER_F_VERIFY_DATA, 11)},
     WRONG,
     .suites = "ECDHE-ECDSA-AES256-GCM-SHA384"},
    {"a Finished longer than any message",
     {PEER_LENGTH(PEER_FINISHED, 0xffffff)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter)},
};

static void every_byte_of_verify_data_counts(void **state)
{
    (void)state;
    for (int64_t at = 0; at < 12; at++) {
        deviation row = {.title = "a byte", .rules = {PEER_FLIP(PEER_F_VERIFY_DATA, at)}, WRONG};

        strictness_check(&row, NULL);
    }
}

/* Each message as the server sent it is not the one that it hashed: Finished can't match. */
static void flip_a_random_byte(peer *p, peer_bytes *message)
{
    (void)p;
    message->data[message->len - 1] ^= 1;
}

static const deviation transcripts[] = {
    {"another session ID than the one that was hashed",
     {{.verb = PEER_VERB_FLIP,
       .target = PEER_SERVER_HELLO,
       .number = 2 + 32 + 1,
       .after_hash = true}},
     FAILS(ALERT),
     .with = WITH_SESSION_ID},
    {"another ticket than the one that was hashed",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_NEW_SESSION_TICKET,
       .call = flip_a_random_byte,
       .after_hash = true}},
     WRONG,
     .with = WITH_TICKET},
    {"another staple than the one that was hashed",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_CERTIFICATE_STATUS,
       .call = flip_a_random_byte,
       .after_hash = true}},
     FAILS(ALERT),
     .with = WITH_STAPLE},
    {"another session ID than the one that was hashed, without extended_master_secret",
     {{.verb = PEER_VERB_FLIP,
       .target = PEER_SERVER_HELLO,
       .number = 2 + 32 + 1,
       .after_hash = true}},
     FAILS(ALERT),
     .with = WITH_SESSION_ID | NO_EMS},
};

/* ---- NewSessionTicket ---- */

static const deviation tickets[] = {
    {"a ticket", {{0}}, ACCEPTED, .with = WITH_TICKET},
    {"a ticket with RSA key exchange", {{0}}, ACCEPTED, .with = WITH_TICKET | RSA_KEY_EXCHANGE},
    {"an empty ticket", {PEER_SET(PEER_F_TICKET, "")}, ACCEPTED, .with = WITH_TICKET},
    {"a ticket without lifetime",
     {PEER_SET(PEER_F_LIFETIME, "\0\0\0\0")},
     ACCEPTED,
     .with = WITH_TICKET},
    {"a ticket with the longest lifetime",
     {PEER_SET(PEER_F_LIFETIME, "\xff\xff\xff\xff")},
     ACCEPTED,
     .with = WITH_TICKET},
    {"a ticket that was promised and does not come",
     {PEER_DROP(PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"a ticket that was not promised",
     {PEER_NO_EXTENSION(PEER_EXT_SESSION_TICKET)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"two tickets", {PEER_TWICE(PEER_NEW_SESSION_TICKET)}, UNEXPECTED, .with = WITH_TICKET},
    {"a ticket straight after ServerHelloDone",
     {PEER_DROP(PEER_NEW_SESSION_TICKET),
      PEER_SEND_BEFORE(PEER_SERVER_HELLO_DONE, PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"a ticket after ChangeCipherSpec",
     {PEER_DROP(PEER_NEW_SESSION_TICKET),
      PEER_SEND_AFTER(PEER_CHANGE_CIPHER_SPEC, PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"a ticket after Finished",
     {PEER_SEND_AFTER(PEER_FINISHED, PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"an empty NewSessionTicket",
     {PEER_SET(PEER_NEW_SESSION_TICKET, "")},
     MALFORMED,
     .with = WITH_TICKET},
    {"a ticket whose length is too long",
     {PEER_LENGTH(PEER_F_TICKET, 65535)},
     MALFORMED,
     .with = WITH_TICKET},
    {"a ticket whose length is too short",
     {PEER_LENGTH(PEER_F_TICKET, 1)},
     MALFORMED,
     .with = WITH_TICKET},
    {"a byte after the ticket",
     {PEER_APPEND(PEER_NEW_SESSION_TICKET, "x")},
     MALFORMED,
     .with = WITH_TICKET},
    {"a cut ticket", {PEER_CUT(PEER_NEW_SESSION_TICKET, 1)}, MALFORMED, .with = WITH_TICKET},
    {"a lifetime without ticket",
     {PEER_SET(PEER_NEW_SESSION_TICKET, "\0\0\0\1")},
     MALFORMED,
     .with = WITH_TICKET},
    {"half a lifetime",
     {PEER_SET(PEER_NEW_SESSION_TICKET, "\0\0")},
     MALFORMED,
     .with = WITH_TICKET},
    {"a ticket in the form of TLS 1.3",
     {PEER_SET(PEER_NEW_SESSION_TICKET, "\0\0\0\1\0\0\0\0\1x\0\2hi\0\0")},
     MALFORMED,
     .with = WITH_TICKET},
};

static void long_ticket(peer_config *server)
{
    server->ticket_length = 60000;
}

static const deviation long_tickets[] = {
    {"a ticket that is longer than brine keeps is ignored",
     {{0}},
     ACCEPTED,
     .with = WITH_TICKET,
     .prepare = long_ticket},
};

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_byte_of_verify_data_counts)};
    int failed = 0;

    strictness_begin();
    failed += strictness_run("ChangeCipherSpec", change_cipher_specs, COUNT(change_cipher_specs));
    failed += strictness_run("across ChangeCipherSpec", crossings, COUNT(crossings));
    failed += strictness_run("Finished", finisheds, COUNT(finisheds));
    failed += cmocka_run_group_tests_name("Finished: verify_data", tests, NULL, NULL);
    failed += strictness_run("transcript", transcripts, COUNT(transcripts));
    failed += strictness_run("NewSessionTicket", tickets, COUNT(tickets));
    failed += strictness_run("NewSessionTicket: limits", long_tickets, COUNT(long_tickets));
    strictness_end();
    return failed;
}
