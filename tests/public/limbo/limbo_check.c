/*
 * limbo_check [--strict] FILE: puts every case of an x509-limbo file to
 * brine_cert_verify and prints ID, ACCEPT or REJECT, and the reason, with tabs between.
 */
#include <stdio.h>
#include <string.h>

#include "public/limbo/limbo.h"

int main(int argc, char **argv)
{
    bool strict = argc == 3 && strcmp(argv[1], "--strict") == 0;
    const cJSON *cases, *test_case;
    cJSON *document;

    if (argc != 2 + strict) {
        fprintf(stderr, "usage: limbo_check [--strict] FILE\n");
        return 2;
    }
    cases = limbo_load(argv[argc - 1], &document);
    if (cases == NULL) {
        fprintf(stderr, "limbo_check: %s is not a file of x509-limbo's format\n", argv[argc - 1]);
        cJSON_Delete(document);
        return 1;
    }
    cJSON_ArrayForEach (test_case, cases) {
        brine_error error = BRINE_NO_ERROR;
        brine_result result = limbo_verify(test_case, strict, NULL, &error);
        const char *id = limbo_text(test_case, "id");

        printf("%s\t%s\t%s%s%s\n", id != NULL ? id : "?", result == BRINE_OK ? "ACCEPT" : "REJECT",
               brine_result_name(result), error.text[0] != '\0' ? ": " : "", error.text);
    }
    cJSON_Delete(document);
    return 0;
}
