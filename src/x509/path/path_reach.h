/*
 * Which of the certificates sent can lead to a trust anchor, judged by names alone and so
 * without a signature.
 */
#ifndef BRN_X509_PATH_PATH_REACH_H
#define BRN_X509_PATH_PATH_REACH_H

#include "x509/path/search.h"

/* Fills search->reach. Call once, before the search. */
void brn_path_find_reach(brn_path_search *search);

#endif
