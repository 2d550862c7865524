# Sourced by the other scripts.

# Runs shell commands side by side, for those that use one core. When all have ended, prints the output of each; fails if
# one of them failed.
together() {
  local outputs status=0 number
  local -a commands=("$@") pids=()
  outputs=$(mktemp -d)
  for number in "${!commands[@]}"; do
    bash -euo pipefail -c "${commands[$number]}" > "$outputs/$number" 2>&1 < /dev/null &
    pids+=($!)
  done
  for number in "${!commands[@]}"; do
    local result=passed
    wait "${pids[$number]}" || { result=FAILED; status=1; }
    printf -- '--- %s (%s s): %s\n' "$result" "$SECONDS" "${commands[$number]}"
    cat "$outputs/$number"
  done
  rm -r "$outputs"
  return "$status"
}
