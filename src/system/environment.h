/*
 * Environment variables, read only where the process may obey them.
 */
#ifndef BRN_SYSTEM_ENVIRONMENT_H
#define BRN_SYSTEM_ENVIRONMENT_H

/*
 * The value of a variable, or NULL when it is unset or empty, or when the process runs
 * with more rights than its caller (set-user-ID and the like): the caller could
 * otherwise choose what the process trusts or writes. The text belongs to the
 * environment: it may change when any code calls setenv.
 */
const char *brn_environment(const char *name);

#endif
