#include "x509/path/path_rules.h"

#include "base/texts.h"
#include "x509/asn1/oid.h"
#include "x509/name/distinguished_name.h"

bool brn_path_spend(brn_path_search *search, size_t cost)
{
    bool enough = cost <= search->work_left;

    search->work_left -= enough ? cost : search->work_left;
    return enough;
}

/* ---- Path length ---- */

static bool too_long(brn_refusal *refusal, size_t found, size_t limit, const char *rule)
{
    refusal->code = BRINE_ERROR_CERT_PATH_LENGTH;
    refusal->found = (int64_t)found;
    refusal->limit = (int64_t)limit;
    refusal->rule = rule;
    return false;
}

bool brn_path_length_holds(const brn_path_search *search, const brn_node *candidate, bool is_anchor,
                           brn_refusal *refusal)
{
    const brn_certificate *c = &candidate->certificate;
    size_t below = search->steps[search->length - 1].intermediates;
    size_t with_it = below + (!is_anchor && !c->is_self_issued);
    size_t most = search->profile.policy->choices.max_intermediates;

    if (c->extensions.has_path_length && below > c->extensions.path_length)
        return too_long(refusal, below, c->extensions.path_length, "pathLenConstraint");
    if (with_it > most)
        return too_long(refusal, with_it, most, NULL);
    /* An intermediate needs room for an anchor above it. */
    if (search->length + (is_anchor ? 1 : 2) > BRINE_PATH_LENGTH_MAX)
        return too_long(refusal, search->length, BRN_INTERMEDIATES_MAX, NULL);
    return true;
}

/* ---- Name constraints ---- */

/* One CA's constraints against the names of one certificate below it. */
typedef struct judgement {
    brn_name_constraints constraints;
    brn_path_search *search;
    const brn_node *below;
    brn_refusal *refusal;
} judgement;

static bool out_of_comparisons(brn_refusal *refusal)
{
    refusal->code = BRINE_ERROR_CERT_BUDGET;
    refusal->rule = BRN_WORDS("name comparisons");
    return false;
}

static bool name_holds(const judgement *j, const brn_general_name *name)
{
    brn_constraint_verdict verdict =
        brn_name_constraints_judge(&j->constraints, name, &j->search->work_left, &j->refusal->base);

    if (verdict == BRN_CONSTRAINT_KEPT)
        return true;
    if (verdict == BRN_CONSTRAINT_EXHAUSTED)
        return out_of_comparisons(j->refusal);
    j->refusal->code = BRINE_ERROR_CERT_NAME_CONSTRAINT;
    j->refusal->other = j->refusal->certificate;
    j->refusal->certificate = (brn_place){j->below->index, j->below->certificate.subject};
    j->refusal->name = *name;
    j->refusal->constraint = verdict;
    return false;
}

/*
 * Section 4.2.1.10: directoryName constraints hold for a subject that is not empty, and,
 * where there is no subjectAltName, rfc822Name constraints for its emailAddress.
 */
static bool subject_holds(const judgement *j)
{
    const brn_certificate *c = &j->below->certificate;
    brn_name_cursor cursor = brn_name_start(c->subject);
    const brn_general_name subject = {BRN_NAME_DIRECTORY, c->subject, true};
    brn_general_name mailbox = {.form = BRN_NAME_RFC822, .is_sound = true};

    if (!brn_name_is_empty(c->subject) && !name_holds(j, &subject))
        return false;
    if ((c->extensions.present & BRN_CERT_EXTENSION_SUBJECT_ALT_NAME) != 0)
        return true;
    while (brn_name_next_value(&cursor, brn_oid_email_address, &mailbox.value))
        if (!name_holds(j, &mailbox))
            return false;
    return true;
}

static bool alt_names_hold(const judgement *j)
{
    brn_reader names = brn_reader_of(j->below->certificate.extensions.names);
    brn_general_name name;

    while (brn_read_general_name(&names, &name))
        if (!name_holds(j, &name))
            return false;
    return true;
}

static size_t cost_of_reading(const brn_certificate *c)
{
    return brn_comparison_cost(c->subject.len + c->extensions.names.len);
}

bool brn_path_names_hold(brn_path_search *search, const brn_node *candidate, brn_refusal *refusal)
{
    const brn_cert_extensions *e = &candidate->certificate.extensions;
    judgement j = {
        .constraints = {e->permitted, e->excluded}, .search = search, .refusal = refusal};

    if ((e->present & BRN_CERT_EXTENSION_NAME_CONSTRAINTS) == 0)
        return true;
    for (size_t i = 0; i < search->length; i++) {
        j.below = search->steps[i].node;
        /* Section 6.1.3 (b): not for self-issued certificates, but the last. */
        if (i > 0 && j.below->certificate.is_self_issued)
            continue;
        if (!brn_path_spend(search, cost_of_reading(&j.below->certificate)))
            return out_of_comparisons(refusal);
        if (!subject_holds(&j) || !alt_names_hold(&j))
            return false;
    }
    return true;
}
