/*
 * The caller's choice of suites, groups and signature schemes, by their names.
 */
#include "base/error.h"
#include "base/escape.h"
#include "config/config.h"
#include "config/names.h"

#include <string.h>

/* Room for the list of all names in a sentence, in bytes. */
#define KNOWN_SIZE (BRINE_ERROR_TEXT_SIZE / 2)

/* Who has which names: "provider 'default' has x25519, secp256r1". */
static const char *tell_known(const brine_config *config, const brn_name_kind *kind,
                              char out[KNOWN_SIZE])
{
    char list[KNOWN_SIZE];
    brn_text names = brn_text_in(list, sizeof list), text = brn_text_in(out, KNOWN_SIZE);

    kind->list(config->provider, &names);
    if (kind->of_provider)
        brn_text_add(&text, "provider '%s'", config->provider->name);
    else
        brn_text_string(&text, "brine");
    brn_text_add(&text, " has %s", names.len > 0 ? list : "none");
    return out;
}

static brine_result unknown(const brine_config *config, const brn_name_kind *kind, brine_bytes name,
                            brine_error *error)
{
    char known[KNOWN_SIZE], shown[BRN_SHOWN_SIZE];

    return brn_fail(error, BRINE_ERROR_UNKNOWN_NAME, "config", "unknown %s '%s'; %s", kind->what,
                    brn_shown_bytes(name, shown), tell_known(config, kind, known));
}

static brine_result none_known(const brine_config *config, const brn_name_kind *kind,
                               const char *names, brine_error *error)
{
    char known[KNOWN_SIZE], shown[BRN_SHOWN_SIZE];

    return brn_fail(error, BRINE_ERROR_UNKNOWN_NAME, "config",
                    "the list '%s' has no %s that is known; %s", brn_shown(names, shown),
                    kind->what, tell_known(config, kind, known));
}

/*
 * What OpenSSL's lists take away ("!aNULL", "-RSA") or demand ("@SECLEVEL=2"): to pass it over
 * would offer more than the list allows.
 */
static bool is_rule(brine_bytes name)
{
    return name.len > 0 && strchr("!-@", name.data[0]) != NULL;
}

static bool choice_has(const brn_choice *choice, uint16_t id)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->ids[i] == id)
            return true;
    return false;
}

/* One name of a list. */
static brine_result add(const brine_config *config, brn_choice *choice, const brn_name_kind *kind,
                        brine_bytes name, brine_error *error)
{
    uint16_t id = kind->find(config->provider, (const char *)name.data, name.len);
    char shown[BRN_SHOWN_SIZE];

    if (id == 0 && config->skip_unknown_names && is_rule(name))
        return brn_fail(error, BRINE_ERROR_UNKNOWN_NAME, "config",
                        "the list of %ss has the rule '%s', expected names alone", kind->what,
                        brn_shown_bytes(name, shown));
    if (id == 0)
        return config->skip_unknown_names ? BRINE_OK : unknown(config, kind, name, error);
    if (choice_has(choice, id))
        return BRINE_OK;
    if (choice->count == BRN_SUITES_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, "config", "the list names more than %d %ss",
                        BRN_SUITES_MAX, kind->what);
    choice->ids[choice->count++] = id;
    return BRINE_OK;
}

static brine_result choose(const brine_config *config, brn_choice *choice, const char *names,
                           const brn_name_kind *kind, brine_error *error)
{
    brn_choice chosen = {.count = 0};

    if (names == NULL || *names == '\0')
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config", "the list of %ss is %s",
                        kind->what, names == NULL ? "NULL" : "empty");
    for (const char *at = names;; at++) {
        brine_bytes name = {(const uint8_t *)at, strcspn(at, ":")};
        brine_result result = add(config, &chosen, kind, name, error);

        if (result != BRINE_OK)
            return result;
        at += name.len;
        if (*at == '\0')
            break;
    }
    if (chosen.count == 0)
        return none_known(config, kind, names, error);
    *choice = chosen;
    return BRINE_OK;
}

brine_result brine_config_set_suites(brine_config *config, const char *names, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    return result != BRINE_OK
               ? result
               : choose(config, &config->chosen_suites, names, &brn_suite_names, error);
}

brine_result brine_config_set_groups(brine_config *config, const char *names, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    return result != BRINE_OK
               ? result
               : choose(config, &config->chosen_groups, names, &brn_group_names, error);
}

brine_result brine_config_set_signature_schemes(brine_config *config, const char *names,
                                                brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    return result != BRINE_OK
               ? result
               : choose(config, &config->chosen_schemes, names, &brn_scheme_names, error);
}

brine_result brine_config_set_client_signature_schemes(brine_config *config, const char *names,
                                                       brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    return result != BRINE_OK
               ? result
               : choose(config, &config->client_schemes, names, &brn_scheme_names, error);
}
