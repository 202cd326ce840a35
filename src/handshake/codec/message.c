#include "handshake/codec/message.h"

/* NULL for a number that has none. */
static const char *find_name(unsigned type)
{
    static const struct {
        uint16_t type;
        char name[20];
    } names[] = {
        {BRN_HELLO_REQUEST, "HelloRequest"},
        {BRN_CLIENT_HELLO, "ClientHello"},
        {BRN_SERVER_HELLO, "ServerHello"},
        {BRN_NEW_SESSION_TICKET, "NewSessionTicket"},
        {BRN_CERTIFICATE, "Certificate"},
        {BRN_SERVER_KEY_EXCHANGE, "ServerKeyExchange"},
        {BRN_CERTIFICATE_REQUEST, "CertificateRequest"},
        {BRN_SERVER_HELLO_DONE, "ServerHelloDone"},
        {BRN_CERTIFICATE_VERIFY, "CertificateVerify"},
        {BRN_CLIENT_KEY_EXCHANGE, "ClientKeyExchange"},
        {BRN_FINISHED, "Finished"},
        {BRN_CERTIFICATE_STATUS, "CertificateStatus"},
        {BRN_CHANGE_CIPHER_SPEC, "ChangeCipherSpec"},
    };

    /*@ loop invariant 0 <= i <= sizeof(names) / sizeof(names[0]);
        loop assigns i;
        loop variant sizeof(names) / sizeof(names[0]) - i; */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].type == type)
            return names[i].name;
    return NULL;
}

bool brn_message_is_known(unsigned type)
{
    return find_name(type) != NULL;
}

const char *brn_message_name(unsigned type)
{
    const char *name = find_name(type);

    return name != NULL ? name : "unknown message";
}
