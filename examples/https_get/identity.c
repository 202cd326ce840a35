#include "identity.h"

#include "option_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The identity that an option belongs to. --key and --pass belong to the certificate before them,
 * and those before the first certificate to that one. NULL when there is no memory.
 */
static struct identity *identity_at_hand(struct identity_list *list, bool is_certificate)
{
    struct identity *grown;

    if (list->count > 0 && (!is_certificate || list->at[list->count - 1].certificate == NULL))
        return &list->at[list->count - 1];
    grown = realloc(list->at, (list->count + 1) * sizeof *grown);
    if (grown == NULL)
        return NULL;
    list->at = grown;
    memset(&grown[list->count], 0, sizeof *grown);
    return &grown[list->count++];
}

/*
 * curl's FILE:PASSPHRASE. A backslash makes a colon part of the name, and a name that is a
 * file as it stands is taken whole.
 */
static bool split(struct identity *identity)
{
    const char *from;
    char *to;
    FILE *file;

    if (strchr(identity->certificate, ':') == NULL)
        return true;
    file = fopen(identity->certificate, "rb");
    if (file != NULL) {
        fclose(file);
        return true;
    }
    identity->split = strdup(identity->certificate);
    if (identity->split == NULL)
        return false;
    for (from = to = identity->split; *from != '\0' && *from != ':'; from++) {
        if (from[0] == '\\' && (from[1] == ':' || from[1] == '\\'))
            from++;
        *to++ = *from;
    }
    if (*from == ':' && identity->passphrase == NULL)
        identity->passphrase = from + 1;
    *to = '\0';
    identity->certificate = identity->split;
    return true;
}

exit_code option_certificate(const struct option_use *use, const char *value)
{
    struct identity *identity = identity_at_hand(&use->out->identities, true);

    if (identity == NULL)
        return option_out_of_memory();
    identity->certificate = value;
    return split(identity) ? EXIT_OK : option_out_of_memory();
}

exit_code option_key(const struct option_use *use, const char *value)
{
    struct identity *identity = identity_at_hand(&use->out->identities, false);

    if (identity == NULL)
        return option_out_of_memory();
    identity->key = value;
    return EXIT_OK;
}

exit_code option_passphrase(const struct option_use *use, const char *value)
{
    struct identity *identity = identity_at_hand(&use->out->identities, false);

    if (identity == NULL)
        return option_out_of_memory();
    identity->passphrase = value;
    return EXIT_OK;
}

void identity_list_free(struct identity_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->at[i].split);
    free(list->at);
}
