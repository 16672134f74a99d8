"""What shells run to complete words: functions that ask `tracker` and take its answer.

Unlike click's they give one word a line, complete paths behind `--option=`, leave no variables
behind and write nothing between the words of a prompt.
"""

from __future__ import annotations

# Values are not globbed, and `read -r` keeps backslashes.
BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' completion
    COMPREPLY=()
    while read -r completion; do
        case $completion in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("${completion#plain,}") ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]//$'\\n'/ }" COMP_CWORD=$COMP_CWORD \\
%(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

# An answer is three lines: how to complete, the value, and what is said of it (`_`: nothing).
# As a file on the fpath the whole script is the function, every time; click's does nothing the
# second time.
ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local kind value said
    local -i ret=1
    local -a answer values described
    (( $+commands[%(prog_name)s] )) || return 1
    answer=("${(@f)$(env COMP_WORDS="${(pj:\\n:)${(@)words//$'\\n'/ }}" COMP_CWORD=$((CURRENT-1)) \\
%(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}")
    for kind value said in "${answer[@]}"; do
        if [[ $kind == plain && $said == _ ]]; then
            values+=("$value")
        elif [[ $kind == plain ]]; then
            described+=("$value:$said")
        elif [[ $kind == (dir|file) ]]; then
            [[ $PREFIX == --*=* ]] && compset -P 1 '*='
            if [[ $kind == dir ]]; then _files -/; else _files; fi && ret=0
        fi
    done
    (( $#described )) && _describe -V value described -U && ret=0
    (( $#values )) && compadd -U -V value -a values && ret=0
    return ret
}

if (( $+compstate )); then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

# fish 4 has -x for -o. Its own `__fish_complete_path` sees neither `~` nor what is behind `=`;
# completing the arguments of no command does, and gives files.
FISH = """\
function %(complete_func)s
    set -l words
    if commandline -x >/dev/null 2>&1
        set words (commandline -xpc | string collect)
    else
        set words (commandline -opc | string collect)
    end
    set -l word (commandline -ct)
    for completion in (env %(complete_var)s=fish_complete COMP_WORDS="$words" COMP_CWORD="$word" \\
%(prog_name)s 2>/dev/null)
        set -l parts (string split -m 1 , -- $completion)
        switch "$parts[1]"
            case dir
                __fish_complete_directories "$word"
            case file
                complete -C "%(prog_name)s-is-no-command $word"
            case plain
                printf '%%s\\n' $parts[2]
        end
    end
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""
