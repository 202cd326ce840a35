/* A whole client: the default provider, the system's trust store, and a connection on a socket. */
#include <brine/brine.h>
#include <stdio.h>

int main(void)
{
    const brine_dial_options options = {.size = sizeof options, .connect_timeout = 1000};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    char text[64];
    size_t n;
    brine_result result = brine_config_new(NULL, &config, &error);

    if (result == BRINE_OK)
        result =
            brine_config_insecure_skip_chain(config); /* no certificates are needed to try it */
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, "", 443, &options, &stream, &error);
    if (result == BRINE_OK) {
        result = brine_stream_write(stream, "hello", 5, &n);
        if (result == BRINE_OK)
            result = brine_stream_read(stream, text, sizeof text, &n);
        brine_stream_error(stream, &error);
        brine_stream_close(stream);
    }
    printf("%s\n", error.text);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_ERROR_SERVER_NAME_INVALID ? 0 : 1;
}
