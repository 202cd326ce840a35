#include "x509/path/node.h"

#include "x509/name/name_hash.h"

void brn_node_parse(brn_node *node, int index, brine_bytes der, brn_malformed *malformed)
{
    const brn_certificate *c = &node->certificate;

    node->index = index;
    node->usable = brn_certificate_parse(der, &node->certificate, malformed) &&
                   brn_name_hash(c->subject, &node->subject_hash) &&
                   brn_name_hash(c->issuer, &node->issuer_hash);
}
