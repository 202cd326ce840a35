# TLS that begins in the middle of a connection: starttls_smtp.

serve_starttls smtp good
run "agreed" 0 "250 HELP" "" starttls_smtp localhost "$server_port"
heard "starttls_smtp: says EHLO anew under TLS" "clear: EHLO localhost
clear: STARTTLS
tls: EHLO localhost
tls: QUIT"
SSL_CERT_FILE=$pki/certs/root_rsa.pem run "a server that is not trusted" 1 "220 2.0.0" "unknown_ca" \
    starttls_smtp localhost "$server_port"
stop_server
serve_starttls smtp split
run "agreed byte by byte" 0 "221 bye" "" starttls_smtp localhost "$server_port"
stop_server
serve_starttls smtp refuse
run "refused" 1 "454" "starttls_smtp: the server refuses: 454 4.7.0 no TLS" starttls_smtp \
    localhost "$server_port"
heard "starttls_smtp: a refusal is the end, nothing more is said in clear" "clear: EHLO localhost
clear: STARTTLS"
stop_server
serve_starttls smtp behind
run "bytes behind the go-ahead" 1 "220 2.0.0" \
    "bytes came in clear behind the server's go-ahead: 220 2.0.0" starttls_smtp localhost \
    "$server_port"
stop_server
serve_starttls smtp leave
run "the server leaves" 1 "250 HELP" "no answer came after the server's line: 250 HELP" \
    starttls_smtp localhost "$server_port"
stop_server
serve_starttls smtp endless
run "a line without an end" 1 "222" "the server refuses: 222" starttls_smtp localhost "$server_port"
stop_server
serve_starttls smtp drip
run "a byte from time to time" 1 "250 HELP" "the time is up after the server's line: 22" \
    starttls_smtp localhost "$server_port" 2
stop_server
