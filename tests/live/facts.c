/*
 * A GET that prints what https_get has no option for: facts HOST PORT PATH [OPTIONS]
 *
 *   --provider NAME        default, sodium or libcrypto
 *   --trust FILE           anchors in PEM
 *   --alpn NAME            offer this protocol
 *   --fragment N           ask for records of N bytes
 *   --staple, --scts       ask for a stapled OCSP response, for certificate timestamps
 *   --require-staple, --require-ems, --require-alpn
 *   --false-start, --no-false-start
 *   --identity CHAIN KEY   the client's certificates and key
 *   --export LABEL N       N bytes of keying material
 *   --authenticate         export, and look for the session, before anything is read
 *   --key-log              each line of the key log as key_log=...
 *   --trace                each message as sent=... or received=...
 *   --times N              that many connections one after the other, on one config
 *
 * Connects to 127.0.0.1 whatever HOST says, and prints one line NAME=VALUE for each fact of
 * each connection, the length of what came back among them. Exit status 1 and a sentence on
 * stderr when anything fails.
 */
#include <brine/brine.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/providers.h"

struct request {
    const char *host, *path;
    uint16_t port;
    const char *export_label;
    size_t export_length;
    bool authenticate;
    long times;
};

static void stop(const char *what, const brine_error *error)
{
    fprintf(stderr, "facts: %s: %s\n", what, error->text);
    exit(1);
}

static void check(const char *what, brine_result result)
{
    if (result != BRINE_OK) {
        fprintf(stderr, "facts: %s: %s\n", what, brine_result_text(result));
        exit(1);
    }
}

static void print_hex(const char *name, const uint8_t *bytes, size_t len)
{
    printf("%s=", name);
    for (size_t i = 0; i < len; i++) {
        printf("%02x", bytes[i]);
    }
    printf("\n");
}

static void print_key_log(void *context, const brine_key_log_line *line)
{
    (void)context;
    printf("key_log=%s\n", line->text);
}

static void print_trace(void *context, const brine_trace_event *event)
{
    (void)context;
    printf("%s=%s length %zu %s\n", event->sent ? "sent" : "received", event->message,
           event->length, event->fields);
}

static void set_provider(brine_config *config, const char *name)
{
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        if (strcmp(providers[i].name, name) == 0) {
            check("--provider", brine_config_set_provider(config, providers[i].get()));
            return;
        }
    }
    fprintf(stderr, "facts: there is no provider %s\n", name);
    exit(2);
}

static void print_facts(const brine_conn *conn)
{
    brine_facts facts;
    brine_conn_facts(conn, &facts, sizeof facts);
    printf("suite=%s\n", facts.suite);
    printf("group=%s\n", facts.group);
    printf("scheme=%s\n", facts.signature_scheme_name);
    printf("alpn=%.*s\n", (int)facts.alpn.len, (const char *)facts.alpn.data);
    printf("resumed=%s\n", facts.resumed ? "yes" : "no");
    printf("ems=%s\n", facts.extended_master_secret ? "yes" : "no");
    printf("false_start=%s\n", facts.false_start ? "yes" : "no");
    printf("client_certificate=%s\n", facts.client_certificate_sent ? "yes" : "no");
    printf("fragment=%zu\n", facts.max_fragment_length);
    printf("chain=%zu\n", brine_conn_peer_chain(conn, NULL, 0));
    brine_bytes staple = brine_conn_peer_staple(conn);
    print_hex("staple", staple.data, staple.len);
    brine_bytes scts = brine_conn_peer_scts(conn);
    print_hex("scts", scts.data, scts.len);
}

static void print_export(const brine_conn *conn, const struct request *request)
{
    uint8_t material[256];
    if (request->export_label == NULL) {
        return;
    }
    if (request->export_length > sizeof material) {
        fprintf(stderr, "facts: --export gives at most %zu bytes\n", sizeof material);
        exit(2);
    }
    check("export", brine_conn_export(conn, request->export_label, NULL, material,
                                      request->export_length, NULL));
    print_hex("export", material, request->export_length);
}

/* What False Start would leave for later. */
static void authenticate(brine_stream *stream, const struct request *request)
{
    brine_session *session = NULL;
    check("authenticate", brine_stream_authenticate(stream));
    print_export(brine_stream_conn(stream), request);
    printf("session=%s\n", brine_conn_session(brine_stream_conn(stream), &session, NULL) == BRINE_OK
                               ? "yes"
                               : "no");
    brine_session_free(session);
}

static void get_once(const brine_config *config, const struct request *request)
{
    brine_error error;
    brine_stream *stream;
    brine_dial_options options = {.size = sizeof options,
                                  .address = "127.0.0.1",
                                  .connect_timeout = 10000,
                                  .handshake_timeout = 10000,
                                  .read_timeout = 10000,
                                  .write_timeout = 10000};
    if (brine_stream_dial(config, request->host, request->port, &options, &stream, &error) !=
        BRINE_OK) {
        stop("connect", &error);
    }
    char text[1024];
    int len = snprintf(text, sizeof text, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", request->path,
                       request->host);
    size_t taken = 0;
    size_t total = 0;
    size_t largest = 0;
    uint8_t buf[BRINE_RECORD_PLAINTEXT_MAX];
    brine_result result = brine_stream_write(stream, text, (size_t)len, &taken);
    if (result == BRINE_OK && request->authenticate) {
        authenticate(stream, request);
    }
    while (result == BRINE_OK) {
        size_t got = 0;
        result = brine_stream_read(stream, buf, sizeof buf, &got);
        total += got;
        largest = got > largest ? got : largest;
    }
    if (result != BRINE_CLOSED) {
        brine_stream_error(stream, &error);
        stop("read", &error);
    }
    print_facts(brine_stream_conn(stream));
    if (!request->authenticate) {
        print_export(brine_stream_conn(stream), request);
    }
    printf("received=%zu\n", total);
    printf("largest_read=%zu\n", largest);
    if (brine_stream_close(stream) != BRINE_OK) {
        brine_stream_error(stream, &error);
        stop("close", &error);
    }
    brine_stream_free(stream);
}

/* Takes the option at argv[0] and returns how many arguments it has, or -1. */
static int take_option(brine_config *config, brine_trust *trust, struct request *request,
                       char **argv, int left)
{
    brine_error error = {.text = "not an option, or an argument is missing"};
    const char *name = argv[0];
    if (strcmp(name, "--staple") == 0) {
        check(name, brine_config_request_staple(config));
    } else if (strcmp(name, "--scts") == 0) {
        check(name, brine_config_request_scts(config));
    } else if (strcmp(name, "--require-staple") == 0) {
        check(name, brine_config_require_staple(config));
    } else if (strcmp(name, "--require-ems") == 0) {
        check(name, brine_config_require_extended_master_secret(config));
    } else if (strcmp(name, "--require-alpn") == 0) {
        check(name, brine_config_require_alpn(config));
    } else if (strcmp(name, "--false-start") == 0) {
        check(name, brine_config_enable_false_start(config));
    } else if (strcmp(name, "--no-false-start") == 0) {
        check(name, brine_config_disable_false_start(config));
    } else if (strcmp(name, "--authenticate") == 0) {
        request->authenticate = true;
    } else if (strcmp(name, "--key-log") == 0) {
        check(name, brine_config_set_key_log(config, print_key_log, NULL));
    } else if (strcmp(name, "--trace") == 0) {
        check(name, brine_config_set_trace(config, print_trace, NULL));
    } else if (left < 1) {
        stop(name, &error);
    } else if (strcmp(name, "--provider") == 0) {
        set_provider(config, argv[1]);
        return 1;
    } else if (strcmp(name, "--trust") == 0) {
        if (brine_trust_add_file(trust, argv[1], &error) != BRINE_OK) {
            stop(name, &error);
        }
        return 1;
    } else if (strcmp(name, "--alpn") == 0) {
        check(name, brine_config_set_alpn(config, (const char *const *)&argv[1], 1, NULL));
        return 1;
    } else if (strcmp(name, "--fragment") == 0) {
        check(name, brine_config_set_max_fragment_length(config, strtoul(argv[1], NULL, 10)));
        return 1;
    } else if (strcmp(name, "--times") == 0) {
        request->times = strtol(argv[1], NULL, 10);
        return 1;
    } else if (left < 2) {
        stop(name, &error);
    } else if (strcmp(name, "--identity") == 0) {
        if (brine_config_set_identity_files(config, argv[1], argv[2], &error) != BRINE_OK) {
            stop(name, &error);
        }
        return 2;
    } else if (strcmp(name, "--export") == 0) {
        request->export_label = argv[1];
        request->export_length = strtoul(argv[2], NULL, 10);
        return 2;
    } else {
        stop(name, &error);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: facts HOST PORT PATH [OPTIONS]\n");
        return 2;
    }
    struct request request = {
        .host = argv[1], .port = (uint16_t)strtoul(argv[2], NULL, 10), .path = argv[3], .times = 1};
    brine_error error;
    brine_config *config;
    brine_trust *trust;
    check("config", brine_config_new(NULL, &config, NULL));
    check("trust", brine_trust_new(NULL, &trust, NULL));
    check("keep peer", brine_config_keep_peer(config));
    for (int i = 4; i < argc; i++) {
        i += take_option(config, trust, &request, argv + i, argc - i - 1);
    }
    if (brine_trust_freeze(trust, &error) != BRINE_OK) {
        stop("trust", &error);
    }
    check("trust", brine_config_set_trust(config, trust));
    brine_trust_free(trust);
    if (brine_config_freeze(config, &error) != BRINE_OK) {
        stop("config", &error);
    }
    for (long i = 0; i < request.times; i++) {
        get_once(config, &request);
    }
    brine_config_free(config);
    return 0;
}
