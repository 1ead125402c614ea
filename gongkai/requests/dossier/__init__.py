"""The dossier 一申请一卷: gathered, printed, bound with page numbers, packed, checked."""
