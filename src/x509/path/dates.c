#include "x509/path/dates.h"

#include "x509/path/explain.h"
#include "x509/path/rules.h"

brine_result brn_dates_check(brine_bytes der, int index, int64_t time, brine_error *error)
{
    brn_refusal refusal = {.code = BRINE_OK};
    brn_certificate certificate;
    brn_malformed malformed;

    if (!brn_certificate_parse(der, &certificate, &malformed)) {
        refusal = (brn_refusal){
            .code = BRINE_ERROR_CERT_MALFORMED, .field = malformed.field, .rule = malformed.rule};
    } else if (brn_check_dates(time, &certificate, &refusal)) {
        return BRINE_OK;
    }
    refusal.certificate = (brn_place){index, certificate.subject};
    return brn_refusal_report(&refusal, error);
}
