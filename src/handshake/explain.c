/*
 * The sentences of the handshake's failures. For a code with several, the first counts all of
 * whose facts are known; one that has none here reads as the list's words say.
 */
#include "base/error.h"
#include "base/escape.h"
#include "handshake/state.h"

static const brn_sentence sentences[] = {
    {BRINE_ERROR_UNEXPECTED_MESSAGE,
     "the server sent a message of unknown type {found} where {name} belongs"},
    {BRINE_ERROR_UNEXPECTED_MESSAGE,
     "the server sent a message of unknown type {found} where it has to wait for the client"},
    {BRINE_ERROR_UNEXPECTED_MESSAGE, "the server sent {step} where {name} belongs"},
    {BRINE_ERROR_UNEXPECTED_MESSAGE, "the server sent {step} where it has to wait for the client"},
    {BRINE_ERROR_MESSAGE_TOO_LONG,
     "the server's {name} is {found,} bytes long, brine accepts {expected,}"},
    {BRINE_ERROR_HANDSHAKE_TOO_LONG,
     "the handshake is longer than {expected,} bytes, the most that brine accepts"},
    {BRINE_ERROR_TOO_MANY_HELLO_REQUESTS,
     "the server sent {found} HelloRequests in the handshake, at most {expected} are allowed"},

    {BRINE_ERROR_DECODE, "{step}'s {name} has {found,} byte{s} of data, expected {expected,}"},
    {BRINE_ERROR_DECODE, "{step} is {found,} byte{s} long, expected {expected,}"},
    {BRINE_ERROR_DECODE, "{step} is malformed at its {name}"},
    {BRINE_ERROR_ILLEGAL_PARAMETER, "{step}'s {name} is {found}, expected {expected}"},
    {BRINE_ERROR_ILLEGAL_PARAMETER, "{step}'s {name} lacks the uncompressed format (0)"},

    {BRINE_ERROR_VERSION,
     "the server chose version {found:x}, brine speaks TLS 1.2 ({expected:x})"},
    {BRINE_ERROR_SUITE_NOT_OFFERED,
     "the server chose cipher suite {found:x}, which was not offered"},
    {BRINE_ERROR_COMPRESSION,
     "the server chose compression method {found}, offered was none ({expected})"},
    {BRINE_ERROR_RESUMPTION_CHANGED,
     "the server resumed with suite {found:x}, the session has {expected:x}"},
    {BRINE_ERROR_EMS_CHANGED,
     "the server resumed {name} extended_master_secret, unlike when the session was made"},

    {BRINE_ERROR_EXTENSION_DUPLICATE, "ServerHello has extension {found} ({name}) twice"},
    {BRINE_ERROR_EXTENSION_NOT_OFFERED,
     "ServerHello has extension {found} ({name}), which was not offered"},
    {BRINE_ERROR_EXTENSION_NOT_OFFERED,
     "ServerHello has extension {name}, which only a client may send"},
    {BRINE_ERROR_RENEGOTIATION_INFO,
     "the server's renegotiation_info has {found} byte{s}, expected {expected,} in a first "
     "handshake"},
    {BRINE_ERROR_ALPN, "the server chose the application protocol '{name}', which was not offered"},

    {BRINE_ERROR_CERT_TOO_MANY, "the server sent {found} certificates, brine accepts {expected}"},
    {BRINE_ERROR_CERTIFICATE_SUITE,
     "the key of the server's certificate is on curve {found}, which was not offered"},
    {BRINE_ERROR_CERTIFICATE_SUITE,
     "the server chose {name} and its certificate's key is of another kind"},

    {BRINE_ERROR_GROUP_NOT_OFFERED, "the server chose group {found}, which was not offered"},
    {BRINE_ERROR_SCHEME_NOT_OFFERED,
     "the server signed with scheme {found:x}, which was not offered"},
    {BRINE_ERROR_SCHEME_NOT_OFFERED,
     "the server signed with {name}, which does not fit the key of its certificate"},
    {BRINE_ERROR_CERT_WEAK_KEY,
     "the signature of {step} can't be verified: the key of the server's certificate is not "
     "valid, too weak or unsupported"},
    {BRINE_ERROR_KEY_SHARE,
     "the server's {name} value is {found} byte{s} long, expected {expected}"},
    {BRINE_ERROR_KEY_SHARE, "the server's {name} value is not a valid public key"},
    {BRINE_ERROR_FINISHED, "{step} is {found,} byte{s} long, expected {expected}"},
};

/* Names the suite as well, which is no fact of the failure: the handshake has it. */
static void explain_key_usage(const brn_handshake *hs, brine_error *error)
{
    char usage[BRN_SHOWN_SIZE];

    brn_fail(error, hs->failure.code, hs->failure.step,
             "keyUsage of the server's certificate lacks %s, which %s needs",
             brn_shown_bytes(hs->failure.name, usage), hs->suite->suite->name);
}

void brn_handshake_explain(const brn_handshake *hs, brine_error *error)
{
    const brn_failure *failure = &hs->failure;

    if (hs->certificate_error != NULL)
        *error = *hs->certificate_error;
    else if (failure->code == BRINE_ERROR_CERT_KEY_USAGE)
        explain_key_usage(hs, error);
    else if (!brn_explain(failure, sentences, sizeof sentences / sizeof *sentences, error))
        brn_fail(error, failure->code, failure->step, NULL);
}
