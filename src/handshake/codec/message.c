#include "handshake/codec/message.h"

const char *brn_message_name(unsigned type)
{
    static const struct {
        brn_message_type type;
        const char *name;
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

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((unsigned)names[i].type == type)
            return names[i].name;
    return "unknown message";
}
