#include "conn/words.h"

#include "base/escape.h"
#include "base/reader.h"

/* Names of schemes; those that brine does not know as the RFC writes their numbers. */
static void put_schemes(brn_text *text, const uint16_t schemes[BRINE_FACTS_SCHEMES])
{
    for (size_t i = 0; i < BRINE_FACTS_SCHEMES && schemes[i] != 0; i++) {
        const char *name = brine_signature_scheme_name(schemes[i]);

        brn_text_string(text, i > 0 ? ", " : "");
        if (name[0] != '\0')
            brn_text_string(text, name);
        else
            brn_text_add(text, "0x%04x", (unsigned)schemes[i]);
    }
}

void brn_put_withheld_for_schemes(brn_text *text, const brine_facts *facts)
{
    brn_text_string(text, "our key can sign with ");
    put_schemes(text, facts->identity_schemes);
    brn_text_string(text, ", the server accepts ");
    put_schemes(text, facts->requested_schemes);
}

void brn_put_offers(brn_text *text, const brine_config *config)
{
    brn_text_string(text, "TLS 1.2 with ");
    for (size_t i = 0; i < config->suite_count; i++) {
        brn_text_string(text, i > 0 ? ", " : "");
        brn_text_string(text, config->suites[i].suite->name);
    }
    for (size_t i = 0; i < config->group_count; i++) {
        brn_text_string(text, i > 0 ? ", " : " and the groups ");
        brn_text_string(text, config->groups[i]->name);
    }
}

void brn_put_protocols(brn_text *text, const brine_config *config)
{
    brn_reader r = brn_reader_at(config->alpn, config->alpn_len), name;
    char shown[BRN_SHOWN_SIZE];

    for (size_t i = 0; brn_read_vector8(&r, &name); i++) {
        brn_text_string(text, i > 0 ? ", " : "");
        brn_text_string(text, brn_shown_bytes(brn_reader_rest(&name), shown));
    }
}
