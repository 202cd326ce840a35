#include "fetch.h"

#include "output.h"
#include "say.h"
#include "write_out.h"

#include <stdio.h>
#include <stdlib.h>

/* Standard output gets it by write, as it gets the page. */
static exit_code write_facts(const struct options *options, const struct facts *facts)
{
    struct output output;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    exit_code code;

    if (stream == NULL)
        return say_failure(options, EXIT_MEMORY, "out of memory");
    write_out(options->write_out, facts, say_last_failure(), stream, stderr);
    if (fclose(stream) != 0) {
        free(text);
        return say_failure(options, EXIT_MEMORY, "out of memory");
    }
    output_begin(&output, options);
    code = output_open(&output);
    if (code == EXIT_OK)
        code = output_write(&output, text, length);
    free(text);
    return code;
}

exit_code fetch(struct connection *connection, struct head_file *heads, size_t number,
                const struct destination *destination)
{
    const struct options *options = connection->options;
    const char *text = options->urls.at[number];
    struct facts facts;
    struct retry retry;
    exit_code code, written = EXIT_OK;

    retry_begin(&retry, options);
    connection->facts = &facts;
    connection->retry = &retry;
    for (;;) {
        say_forget_failure();
        facts_begin(&facts, text, number);
        code = transfer(connection, heads, text, destination);
        facts_end(&facts, code);
        if (!retry.is_due)
            break;
        retry_wait(&retry);
    }
    connection->facts = NULL;
    connection->retry = NULL;
    if (options->write_out != NULL)
        written = write_facts(options, &facts);
    return code != EXIT_OK ? code : written;
}
