/*
 * Environment variables, for those who may be told what to do by them.
 */
#ifndef BRN_SYSTEM_ENVIRONMENT_H
#define BRN_SYSTEM_ENVIRONMENT_H

/*
 * The value of a variable, or NULL when it is unset or empty, or when the process runs
 * with more rights than its caller (set-user-ID and the like), who could otherwise make
 * it trust or write what he likes. The text belongs to the environment: it may change
 * when somebody calls setenv.
 */
const char *brn_environment(const char *name);

#endif
