#[test]
fn counts_lines() {
    assert_eq!(count::lines("a b\nc\n"), 2);
    assert_eq!(count::lines(""), 0);
}

#[test]
fn counts_words() {
    assert_eq!(count::words("a b\n  c\n"), 3);
    assert_eq!(count::words(" \n"), 0);
}
