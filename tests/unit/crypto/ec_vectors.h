/*
 * Published vectors for the curves, as hex text.
 */
#ifndef BRINE_TESTS_CRYPTO_EC_VECTORS_H
#define BRINE_TESTS_CRYPTO_EC_VECTORS_H

#include <brine/provider.h>

/* RFC 5903 section 8: both sides of an agreement. */
typedef struct agreement_vector {
    brine_group_id group;
    const char *initiator, *responder;               /* i, r: private keys */
    const char *initiator_public, *responder_public; /* g^i, g^r: x then y */
    const char *shared;                              /* x of g^ir */
} agreement_vector;

static const agreement_vector agreement_vectors[] = {
    {.group = BRINE_GROUP_SECP256R1,
     .initiator = "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
     .responder = "c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53",
     .initiator_public = "dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
                         "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3",
     .responder_public = "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
                         "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
     .shared = "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"},
    {.group = BRINE_GROUP_SECP384R1,
     .initiator = "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655"
                  "e35b538041e649ee3faef896783ab194",
     .responder = "41cb0779b4bdb85d47846725fbec3c9430fab46cc8dc5060855cc9bda0aa2942"
                  "e0308312916b8ed2960e4bd55a7448fc",
     .initiator_public = "667842d7d180ac2cde6f74f37551f55755c7645c20ef73e31634fe72b4c55ee6"
                         "de3ac808acb4bdb4c88732aee95f41aa"
                         "9482ed1fc0eeb9cafc4984625ccfc23f65032149e0e144ada024181535a0f38e"
                         "eb9fcff3c2c947dae69b4c634573a81c",
     .responder_public = "e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d"
                         "0d1ac43a0336def96fda41d0774a3571"
                         "dcfbec7aacf3196472169e838430367f66eebe3c6e70c416dd5f0c68759dd1ff"
                         "f83fa40142209dff5eaad96db9e6386c",
     .shared = "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4"
               "d603135569b9e9d09cf5d4a270f59746"},
};

/* RFC 6979 appendix A.2.5 and A.2.6: deterministic signatures of a short text. */
typedef struct signature_vector {
    brine_group_id curve;
    brine_hash_id hash;
    const char *text;
    const char *r, *s;
} signature_vector;

#define RFC6979_P256_KEY "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define RFC6979_P256_PUBLIC                                                                        \
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"                             \
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define RFC6979_P384_KEY                                                                           \
    "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"                             \
    "96d5724e4c70a825f872c9ea60d2edf5"
#define RFC6979_P384_PUBLIC                                                                        \
    "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64"                             \
    "def8f0ea9055866064a254515480bc13"                                                             \
    "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1"                             \
    "288b231c3ae0d4fe7344fd2533264720"

static const signature_vector signature_vectors[] = {
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256, "sample",
     "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
     "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA384, "sample",
     "0eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc800ef7719",
     "4861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f13abde940954"},
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA512, "sample",
     "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00",
     "2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe"},
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256, "test",
     "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
     "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"},
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA384, "test",
     "83910e8b48bb0c74244ebdf7f07a1c5413d61472bd941ef3920e623fbccebeb6",
     "8ddbec54cf8cd5874883841d712142a56a8d0f218f5003cb0296b6b509619f2c"},
    {BRINE_GROUP_SECP256R1, BRINE_HASH_SHA512, "test",
     "461d93f31b6540894788fd206c07cfa0cc35f46fa3c91816fff1040ad1581a04",
     "39af9f15de0db8d97e72719c74820d304ce5226e32dedae67519e840d1194e55"},
    {BRINE_GROUP_SECP384R1, BRINE_HASH_SHA256, "sample",
     "21b13d1e013c7fa1392d03c5f99af8b30c570c6f98d4ea8e354b63a21d3daa33"
     "bde1e888e63355d92fa2b3c36d8fb2cd",
     "f3aa443fb107745bf4bd77cb3891674632068a10ca67e3d45db2266fa7d1feeb"
     "efdc63eccd1ac42ec0cb8668a4fa0ab0"},
    {BRINE_GROUP_SECP384R1, BRINE_HASH_SHA384, "sample",
     "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
     "81a648152e44acf96e36dd1e80fabe46",
     "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
     "a329c145786e679e7b82c71a38628ac8"},
    {BRINE_GROUP_SECP384R1, BRINE_HASH_SHA512, "sample",
     "ed0959d5880ab2d869ae7f6c2915c6d60f96507f9cb3e047c0046861da4a799c"
     "fe30f35cc900056d7c99cd7882433709",
     "512c8cceee3890a84058ce1e22dbc2198f42323ce8aca9135329f03c068e5112"
     "dc7cc3ef3446defceb01a45c2667fdd5"},
    {BRINE_GROUP_SECP384R1, BRINE_HASH_SHA384, "test",
     "8203b63d3c853e8d77227fb377bcf7b7b772e97892a80f36ab775d509d7a5feb"
     "0542a7f0812998da8f1dd3ca3cf023db",
     "ddd0760448d42d8a43af45af836fce4de8be06b485e9b61b827c2f13173923e0"
     "6a739f040649a667bf3b828246baa5a5"},
};

#endif
