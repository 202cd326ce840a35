# libsodium from its source package, without a system: the algorithms that brine knows, and no
# configure script. NDEBUG, as its asserts would pull in the C library's files. LIBSODIUM_SOURCE is
# the folder of the unpacked package.
set(at ${LIBSODIUM_SOURCE}/src/libsodium)
add_library(sodium STATIC
  ${at}/crypto_aead/aes256gcm/aesni/aead_aes256gcm_aesni.c
  ${at}/crypto_aead/chacha20poly1305/sodium/aead_chacha20poly1305.c
  ${at}/crypto_core/ed25519/ref10/ed25519_ref10.c
  ${at}/crypto_generichash/blake2b/generichash_blake2.c
  ${at}/crypto_generichash/blake2b/ref/blake2b-compress-ref.c
  ${at}/crypto_generichash/blake2b/ref/blake2b-ref.c
  ${at}/crypto_generichash/blake2b/ref/generichash_blake2b.c
  ${at}/crypto_generichash/crypto_generichash.c
  ${at}/crypto_hash/sha256/cp/hash_sha256_cp.c
  ${at}/crypto_hash/sha512/cp/hash_sha512_cp.c
  ${at}/crypto_onetimeauth/poly1305/donna/poly1305_donna.c
  ${at}/crypto_onetimeauth/poly1305/onetimeauth_poly1305.c
  ${at}/crypto_scalarmult/crypto_scalarmult.c
  ${at}/crypto_scalarmult/curve25519/ref10/x25519_ref10.c
  ${at}/crypto_scalarmult/curve25519/scalarmult_curve25519.c
  ${at}/crypto_shorthash/crypto_shorthash.c
  ${at}/crypto_shorthash/siphash24/ref/shorthash_siphash24_ref.c
  ${at}/crypto_sign/crypto_sign.c
  ${at}/crypto_sign/ed25519/ref10/keypair.c
  ${at}/crypto_sign/ed25519/ref10/open.c
  ${at}/crypto_sign/ed25519/ref10/sign.c
  ${at}/crypto_sign/ed25519/sign_ed25519.c
  ${at}/crypto_stream/chacha20/ref/chacha20_ref.c
  ${at}/crypto_stream/chacha20/stream_chacha20.c
  ${at}/crypto_verify/sodium/verify.c
  ${at}/sodium/codecs.c
  ${at}/sodium/core.c
  ${at}/sodium/runtime.c
  ${at}/sodium/utils.c)
# configure would make this header.
file(READ ${LIBSODIUM_SOURCE}/builds/msvc/version.h version_h)
string(REPLACE "\"export.h\"" "<sodium/export.h>" version_h "${version_h}")
file(CONFIGURE OUTPUT sodium/sodium/version.h CONTENT "${version_h}" @ONLY)
target_include_directories(sodium SYSTEM
  PUBLIC ${at}/include ${PROJECT_BINARY_DIR}/sodium
  PRIVATE ${at}/include/sodium ${PROJECT_BINARY_DIR}/sodium/sodium)
target_compile_definitions(sodium PUBLIC SODIUM_STATIC=1 PRIVATE CONFIGURED=1 NDEBUG=1)
