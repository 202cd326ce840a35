#include "x509/name/attribute_type.h"

#include "base/bytes.h"
#include "x509/asn1/oid.h"

/*
 * Descriptors that RFC 4514 section 3 lists, and others that IANA has registered. All are
 * of attributes whose values are strings.
 */
static const struct {
    const brine_bytes *oid;
    const char *text;
} descriptors[] = {
    {&brn_oid_common_name, "CN"},
    {&brn_oid_organization, "O"},
    {&brn_oid_organizational_unit, "OU"},
    {&brn_oid_country, "C"},
    {&brn_oid_locality, "L"},
    {&brn_oid_state_or_province, "ST"},
    {&brn_oid_street, "STREET"},
    {&brn_oid_domain_component, "DC"},
    {&brn_oid_user_id, "UID"},
    {&brn_oid_serial_number, "serialNumber"},
    {&brn_oid_surname, "sn"},
    {&brn_oid_given_name, "givenName"},
    {&brn_oid_title, "title"},
    {&brn_oid_postal_code, "postalCode"},
    {&brn_oid_organization_identifier, "organizationIdentifier"},
    {&brn_oid_email_address, "emailAddress"},
};

const char *brn_attribute_descriptor(brine_bytes oid)
{
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if (brn_bytes_equal(oid, *descriptors[i].oid))
            return descriptors[i].text;
    return NULL;
}
