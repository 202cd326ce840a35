/*
 * GeneralName (RFC 5280 section 4.2.1.6): an entry of subjectAltName, the base of a name
 * constraint, a place in authorityInfoAccess.
 */
#ifndef BRN_X509_NAME_GENERAL_NAME_H
#define BRN_X509_NAME_GENERAL_NAME_H

#include "base/text.h"
#include "x509/asn1/der.h"

/* The forms, by their tag numbers. */
typedef enum brn_name_form {
    BRN_NAME_OTHER = 0,
    BRN_NAME_RFC822 = 1,
    BRN_NAME_DNS = 2,
    BRN_NAME_X400 = 3,
    BRN_NAME_DIRECTORY = 4,
    BRN_NAME_EDI_PARTY = 5,
    BRN_NAME_URI = 6,
    BRN_NAME_IP = 7,
    BRN_NAME_REGISTERED_ID = 8,
} brn_name_form;

typedef struct brn_general_name {
    brn_name_form form;
    /* The contents; of a directoryName, the Name with its SEQUENCE header. */
    brine_bytes value;
    /*
     * False when the value is none of its form: a character that is not ASCII or a NUL where
     * IA5String wants text (both have fooled readers about where a name ends), a directoryName
     * that is no Name, an otherName without type or value, a registeredID that is no OID. Such
     * an entry matches nothing, and where its form is constrained it is refused. The length of an
     * iPAddress is the caller's to judge, since names and constraints differ in it.
     */
    bool is_sound;
} brn_general_name;

/*
 * The next name: the one iterator for all who read names. False at the end and when what comes
 * is not one DER value with the tag of a form; the parser of certificates has refused that, so
 * that no walk over a parsed certificate's names ends early.
 */
BRINE_MUST_USE bool brn_read_general_name(brn_reader *r, brn_general_name *out);

/*
 * Adds a name as text, so that no two different names have the same one (strings of other
 * kinds but with the same characters aside): a dNSName and an address as they are, other
 * forms behind "email:", "URI:", "directory:" or "other:". A dNSName that would read like an
 * address or another form begins with "DNS:", an iPAddress of a wrong length with "IP:". The
 * value of the forms that end up behind "other:" is the whole entry, tag and all.
 */
void brn_general_name_text(brn_text *text, brn_name_form form, brine_bytes value);

/* The same without any prefix, where the sentence tells the form. */
void brn_general_name_value(brn_text *text, brn_name_form form, brine_bytes value);

/* "dNSName", "iPAddress", ...: the RFC's word. */
const char *brn_name_form_text(brn_name_form form);

#endif
