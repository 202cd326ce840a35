# Who the client is: client_certificate.

serve_nginx rsa2048_1 "ssl_client_certificate '$pki/certs/client_ca.pem';" "ssl_verify_client on;" \
    "location = / { return 200 \"client=\$ssl_client_s_dn\n\"; }"
for key in rsa2048 p256 ed25519; do
    run "a $key key" 0 "client=CN=client_$key" "" client_certificate localhost "$server_port" \
        "$pki/chains/client_$key.pem" "$pki/keys/$key.pem"
done
KEY_PASSPHRASE=secret run "an encrypted key" 0 "client=CN=client_p256" "" client_certificate \
    localhost "$server_port" "$pki/chains/client_p256.pem" "$pki/keys/p256.encrypted.pem"
KEY_PASSPHRASE=wrong run "a wrong passphrase" 1 "" "the passphrase is wrong" client_certificate \
    localhost "$server_port" "$pki/chains/client_p256.pem" "$pki/keys/p256.encrypted.pem"
KEY_PASSPHRASE=$(printf '%04000d' 0) run "an endless passphrase" 1 "" "passphrase" \
    client_certificate localhost "$server_port" "$pki/chains/client_p256.pem" \
    "$pki/keys/p256.encrypted.pem"
run "no passphrase" 1 "" "no passphrase was given" client_certificate \
    localhost "$server_port" "$pki/chains/client_p256.pem" "$pki/keys/p256.encrypted.pem"
run "a key of another certificate" 1 "" "does not belong" client_certificate localhost \
    "$server_port" "$pki/chains/client_p256.pem" "$pki/keys/p384.pem"
stop_server
