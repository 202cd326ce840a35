/*
 * The inverse in the field of X25519. A file that includes this first defines, for brn_f25519,
 * f25519_multiply(out, a, b) and f25519_square(out, a).
 */

/* out = a^(2^n) * b */
static void f25519_square_times(brn_f25519 *out, const brn_f25519 *a, unsigned n,
                                const brn_f25519 *b)
{
    brn_f25519 power = *a;

    while (n-- > 0)
        f25519_square(&power, &power);
    f25519_multiply(out, &power, b);
}

/*
 * 1 / a, and 0 for 0: a^(p - 2), where p - 2 = 2^255 - 21 = (2^250 - 1) 2^5 + 11. A comment says
 * for which n a variable is then a^(2^n - 1); such powers for m and n make the one for m + n.
 */
static void f25519_invert(brn_f25519 *out, const brn_f25519 *a)
{
    brn_f25519 n, n10, n50, eleven;

    f25519_square_times(&n, a, 1, a);            /* 2 */
    f25519_square_times(&n, &n, 2, &n);          /* 4 */
    f25519_square_times(&n, &n, 1, a);           /* 5 */
    f25519_square_times(&n10, &n, 5, &n);        /* 10 */
    f25519_square_times(&n, &n10, 10, &n10);     /* 20 */
    f25519_square_times(&n, &n, 20, &n);         /* 40 */
    f25519_square_times(&n50, &n, 10, &n10);     /* 50 */
    f25519_square_times(&n, &n50, 50, &n50);     /* 100 */
    f25519_square_times(&n, &n, 100, &n);        /* 200 */
    f25519_square_times(&n, &n, 50, &n50);       /* 250 */
    f25519_square_times(&eleven, a, 2, a);       /* a^5 */
    f25519_square_times(&eleven, &eleven, 1, a); /* a^11 */
    f25519_square_times(out, &n, 5, &eleven);
}
