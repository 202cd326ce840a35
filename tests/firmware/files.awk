# Reads linkers' maps and prints the bytes of flash by part and file, a column for each map:
# files.awk p256.map rsa.map. Strings that the linker merges count where the first of them stood.
FNR == 1 { inside = 0; maps++ }
/^Linker script and memory map/ { inside = 1 }
!inside { next }
/^ \.[^ ]+$/ { name = $1; getline; $0 = " " name " " $0 }
/^ (\.text|\.rodata|\.data|\.vectors|\.ARM\.exidx|\.init|\.fini|\.glue)[^ ]* +0x[0-9a-f]+ +0x[0-9a-f]+ / {
    part = "own"
    if ($4 ~ /libbrine\.a/)
        part = "brine"
    else if ($4 ~ /libsodium\.a/)
        part = "libsodium"
    else if ($4 ~ /lib(c|gcc|c_nano|nosys|m|g)[^\/]*\.a/)
        part = "libc"
    file = $4
    sub(/.*[\/(]/, "", file)
    sub(/(\.c)?\.o(bj)?\)?$/, "", file)
    if (file ~ /^(ec|rsa)\.root\.der$/)
        file = "anchor"
    key = part " " file
    bytes[key, maps] += hex($3)
    total[key] += hex($3)
}
END {
    for (key in total)
        if (total[key] > 0) {
            printf "%s", key
            for (i = 1; i <= maps; i++)
                printf " %d", bytes[key, i]
            print ""
        }
}

# mawk knows no number in hexadecimal
function hex(text,    i, number) {
    number = 0
    for (i = 3; i <= length(text); i++)
        number = number * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return number
}
