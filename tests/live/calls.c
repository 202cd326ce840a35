/*
 * Connects twice on one config, each time with a request and the first read of its answer:
 * calls HOST PORT TRUST [PROTOCOL]. With a protocol it is offered by ALPN, which False Start
 * follows. calls_test.sh counts what the kernel hears of it.
 */
#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>

static void check(brine_result result, const brine_error *error)
{
    if (result == BRINE_OK)
        return;
    fprintf(stderr, "calls: %s: %s\n", brine_result_name(result), error->text);
    exit(1);
}

/* protocol NULL = none */
static brine_config *new_config(const char *file, const char *protocol)
{
    brine_error error = BRINE_NO_ERROR;
    brine_config *config;
    brine_trust *trust;

    check(brine_config_new(NULL, &config, &error), &error);
    check(brine_trust_new(NULL, &trust, &error), &error);
    check(brine_trust_add_file(trust, file, &error), &error);
    check(brine_trust_freeze(trust, &error), &error);
    check(brine_config_set_trust(config, trust), &error);
    if (protocol != NULL)
        check(brine_config_set_alpn(config, &protocol, 1, &error), &error);
    check(brine_config_freeze(config, &error), &error);
    brine_trust_free(trust);
    return config;
}

/* One address, no deadline. */
static void get(const brine_config *config, const char *host, uint16_t port)
{
    static const char request[] = "GET /hello HTTP/1.0\r\n\r\n";
    const brine_dial_options options = {.size = sizeof options, .address = "127.0.0.1"};
    brine_error error = BRINE_NO_ERROR;
    brine_stream *stream;
    char text[4096];
    size_t n;

    check(brine_stream_dial(config, host, port, &options, &stream, &error), &error);
    check(brine_stream_write(stream, request, sizeof request - 1, &n), &error);
    check(brine_stream_read(stream, text, sizeof text, &n), &error);
    check(brine_stream_close(stream), &error);
    brine_stream_free(stream);
}

int main(int argc, char **argv)
{
    brine_config *config;
    uint16_t port;

    if (argc < 4)
        return 2;
    port = (uint16_t)strtoul(argv[2], NULL, 10);
    config = new_config(argv[3], argc > 4 ? argv[4] : NULL);
    get(config, argv[1], port);
    get(config, argv[1], port);
    brine_config_free(config);
    return 0;
}
