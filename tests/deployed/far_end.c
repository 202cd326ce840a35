#include "far_end.h"

#include "support/test.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

void far_end_open(far_end *far, peer_pki *pki, const brine_config *config, bool non_blocking,
                  uint32_t write_timeout)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .non_blocking = non_blocking,
                                        .write_timeout = write_timeout,
                                        .connect_only = true};
    brine_error error = BRINE_NO_ERROR;
    int sockets[2];

    *far = (far_end){.wanted = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)}};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    far->streams_socket = sockets[0];
    far->socket = sockets[1];
    assert_true(fcntl(far->socket, F_SETFL, O_NONBLOCK) == 0);
    far->server = peer_new(&far->wanted);
    if (brine_stream_open(config, sockets[0], PEER_SERVER_NAME, 443, &options, &far->stream,
                          &error) != BRINE_OK)
        fail_msg("%s", error.text);
}

void far_end_close(far_end *far)
{
    brine_stream_free(far->stream);
    peer_free(far->server);
    close(far->socket);
}

void far_end_listen(far_end *far)
{
    uint8_t heard[4096];
    ssize_t n;

    while ((n = recv(far->socket, heard, sizeof heard, 0)) > 0)
        peer_feed(far->server, heard, (size_t)n);
}

void far_end_say(far_end *far, size_t n, brine_result *result)
{
    uint8_t words[64];
    size_t len;

    while ((len = peer_take(far->server, words, n < sizeof words ? n : sizeof words)) > 0) {
        assert_int_equal(send(far->socket, words, len, MSG_NOSIGNAL), len);
        *result = brine_stream_handshake(far->stream);
    }
}

void far_end_handshake(far_end *far, size_t n)
{
    brine_result result = brine_stream_handshake(far->stream);

    while (result == BRINE_WANT_READ) {
        far_end_listen(far);
        far_end_say(far, n, &result);
    }
    if (result != BRINE_OK)
        fail_msg("%s", far_end_told(far));
}

const char *far_end_told(const far_end *far)
{
    static brine_error error;

    brine_stream_error(far->stream, &error);
    return error.text;
}
