/* Versions of TLS. brine speaks one; connect.c refuses sets without it. */
#include "libtls/config.h"
#include "libtls/list.h"

static const struct {
    const char *word;
    uint32_t protocols;
} words[] = {
    {"all", TLS_PROTOCOLS_ALL},         {"legacy", TLS_PROTOCOLS_ALL},
    {"default", TLS_PROTOCOLS_DEFAULT}, {"secure", TLS_PROTOCOLS_DEFAULT},
    {"tlsv1", TLS_PROTOCOL_TLSv1},      {"tlsv1.0", TLS_PROTOCOL_TLSv1_0},
    {"tlsv1.1", TLS_PROTOCOL_TLSv1_1},  {"tlsv1.2", TLS_PROTOCOL_TLSv1_2},
    {"tlsv1.3", TLS_PROTOCOL_TLSv1_3},
};

/* 0 when it is none. */
static uint32_t protocols_of(const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (brn_tls_same_word(word, words[i].word))
            return words[i].protocols;
    return 0;
}

/* A list that begins by taking away takes away from all. */
int tls_config_parse_protocols(uint32_t *protocols, const char *text)
{
    char word[BRN_TLS_WORD_SIZE];
    const char *cursor = text;
    uint32_t chosen = 0;
    bool first = true;

    if (text == NULL)
        cursor = "default";
    while (brn_tls_list_next(&cursor, ",:", word)) {
        bool remove = *word == '!';
        uint32_t named = protocols_of(remove ? word + 1 : word);

        if (named == 0)
            return -1;
        if (remove && first)
            chosen = TLS_PROTOCOLS_ALL;
        chosen = remove ? chosen & ~named : chosen | named;
        first = false;
    }
    if (first)
        return -1;
    *protocols = chosen;
    return 0;
}

int tls_config_set_protocols(struct tls_config *config, uint32_t protocols)
{
    config->protocols = protocols;
    return 0;
}
