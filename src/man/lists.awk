# Puts the lists of a page where it asks for them:
# awk -v errors=FILE -v alerts=FILE -v limits=FILE -v codes=FILE -v meanings=FILE -f lists.awk PAGE
#
# A line `.\" list: NAME` of PAGE is replaced by a list in mdoc, made from the file that holds the
# only copy of it: error_list.h, alert_list.h, limits.h, or https_get's exit_code.h with
# help_exit_codes.c.

# A text as mdoc has it: each sentence begins a line, and no line is longer than 80 bytes.
function prose(text,    n, i, line, out, word) {
    gsub(/\\"/, "\"", text)
    gsub(/\\/, "\\e", text)
    gsub(/\^/, "\\(ha", text)
    gsub(/~/, "\\(ti", text)
    n = split(text, word, /[ \t\n]+/)
    for (i = 1; i <= n; i++) {
        if (word[i] == "")
            continue
        if (line != "" && (length(line) + length(word[i]) > 77 ||
            (line ~ /[.?]$/ && word[i] ~ /^[A-Z]/))) {
            out = out line "\n"
            line = ""
        }
        line = line (line == "" ? word[i] ~ /^[.']/ ? "\\&" : "" : " ") word[i]
    }
    return out line
}
function begin_list() {
    if (!listing)
        print ".Bl -tag -width Ds"
    listing = 1
}
function end_list() {
    if (listing)
        print ".El"
    listing = 0
}
# The n-th quoted string of a line, without its quotes.
function quoted(line, n,    i, text) {
    for (i = 1; i <= n; i++) {
        if (!match(line, /"([^"\\]|\\.)*"/))
            return ""
        text = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
    }
    return text
}
# A comment that stands between rows, or "".
function comment(line) {
    if (!match(line, /\/\*.*\*\//))
        return ""
    return substr(line, RSTART + 3, RLENGTH - 6)
}
# What stands between the brackets of a row before the first quote, cut at commas into cell[].
function cells(line) {
    sub(/^[^(]*\(/, "", line)
    sub(/".*/, "", line)
    return split(line, cell, / *, */)
}

function put_results(    line, words, advice, number) {
    number = 0
    while ((getline line < errors) > 0) {
        if (line ~ /^    \/\*/) {
            end_list()
            printf ".Pp\n%s\n", prose(comment(line))
        }
        if (line !~ /^    X\(/)
            continue
        cells(line)
        words = quoted(line, 1)
        advice = quoted(line, 2)
        begin_list()
        printf ".It Dv BRINE_%s Pq %d\n%s\n", cell[1], number++,
            prose(words (advice == "" ? "" : "; " advice) ".")
        printf ".Dv BRINE_CATEGORY_%s ,\n%s.\n", cell[2],
            cell[3] == "none" ? "no alert" : "alert " cell[3]
    }
    end_list()
}
function put_alerts(    line) {
    while ((getline line < alerts) > 0)
        if (line ~ /^    X\(/) {
            cells(line)
            begin_list()
            printf ".It Dv BRINE_ALERT_%s Pq %d\n%s\n", cell[1], cell[2], prose(quoted(line, 1) ".")
        }
    end_list()
}
# A comment belongs to the #defines directly below it.
function put_defines(text,    i) {
    if (count == 0)
        return
    begin_list()
    for (i = 1; i <= count; i++)
        print ".It Dv " defines[i]
    print prose(text)
    count = 0
}
# A comment from its first line on, without its marks.
function whole_comment(line,    text) {
    text = line
    while (line !~ /\*\/$/ && (getline line < limits) > 0)
        text = text " " line
    sub(/^\/\*/, "", text)
    sub(/\*\/$/, "", text)
    gsub(/  \* /, " ", text)
    return text
}
# UINT64_C(1) as 1.
function without_type(value,    number) {
    if (match(value, /U?INT64_C\([0-9]+\)/)) {
        number = substr(value, RSTART, RLENGTH - 1)
        sub(/.*\(/, "", number)
        value = substr(value, 1, RSTART - 1) number substr(value, RSTART + RLENGTH)
    }
    return value
}
# A #define as "NAME = VALUE", its continuations joined.
function whole_define(line,    name, value) {
    while (line ~ /\\$/) {
        sub(/ *\\$/, "", line)
        getline value < limits
        line = line value
    }
    sub(/^#define /, "", line)
    name = line
    sub(/ .*/, "", name)
    value = substr(line, length(name) + 1)
    gsub(/ +/, " ", value)
    sub(/^ \(/, " ", value) && sub(/\)$/, "", value)
    value = without_type(value)
    return name " =" value
}
function put_limits(    line, text) {
    while ((getline line < limits) > 0)
        if (line ~ /^\/\* ---- /) {
            end_list()
            sub(/^\/\* ---- /, "", line)
            sub(/ ---- \*\/$/, "", line)
            print ".Ss " line
        } else if (line ~ /^\/\*/) {
            put_defines(text)
            text = whole_comment(line)
        } else if (line ~ /^#define BRINE_/ && line !~ /_H$/) {
            defines[++count] = whole_define(line)
        } else {
            put_defines(text)
        }
    end_list()
}
function put_codes(    line, number) {
    while ((getline line < codes) > 0)
        if (match(line, /EXIT_[A-Z_]+ = [0-9]+/)) {
            split(substr(line, RSTART, RLENGTH), part, " = ")
            number[part[1]] = part[2]
        }
    while ((getline line < meanings) > 0)
        if (line ~ /^    \{EXIT_/) {
            match(line, /EXIT_[A-Z_]+/)
            begin_list()
            printf ".It %d\n%s\n", number[substr(line, RSTART, RLENGTH)], prose(quoted(line, 1))
        }
    end_list()
}

/^\.\\" list: results$/ { put_results(); next }
/^\.\\" list: alerts$/ { put_alerts(); next }
/^\.\\" list: limits$/ { put_limits(); next }
/^\.\\" list: exit codes$/ { put_codes(); next }
{ print }
