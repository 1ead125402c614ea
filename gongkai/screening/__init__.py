"""What must not go out: marks of secrecy, personal data, words of others' documents, wrong words, hidden contents."""
