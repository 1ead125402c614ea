"""PostgreSQL's own border: what the role of the public side may do, put in place and proved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from gongkai.kit.border.tables import PublicTable, tables_of

NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}\Z")
ACTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
TABLES = tables_of("postgresql")
READ, ADD, COUNT = (frozenset(rights) for rights in (("SELECT",), ("SELECT", "INSERT"), ("SELECT", "INSERT", "UPDATE")))


class NoRole(Exception):
    """There is no such role; the sentence says how one is made."""

    def __init__(self, role: str) -> None:
        self.sentence = f"数据库里没有“{role}”这个角色。请由数据库管理员先建立能登录的角色（CREATE ROLE … LOGIN）。"
        super().__init__(self.sentence)


def grant(cursor: CursorWrapper, role: str) -> int:
    """Give the role what the public side needs and take everything else; how many tables it may read.

    Raises ValueError for a name that is none, NoRole where the database has none of that name.
    """
    if not NAME.match(role):
        raise ValueError(f"{role!r} is no plain name of a role")
    _known(cursor, role)
    cursor.execute("SELECT current_database()")
    base = cursor.fetchone()[0].replace('"', '""')
    there = _tables(cursor)
    for statement in (
        f'GRANT CONNECT ON DATABASE "{base}" TO {role}',
        f"REVOKE CREATE ON SCHEMA public FROM {role}, PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}, PUBLIC",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}, PUBLIC",
        f"ALTER ROLE {role} SET statement_timeout = '30s'",
    ):
        cursor.execute(statement)
    given = [table for table in TABLES if table.name in there]
    for table in given:
        for statement in _given(table, role):
            cursor.execute(statement)
    return len(given)


def faults(cursor: CursorWrapper, role: str) -> list[str]:
    """What the role may do and should not, or may not and should, in one Chinese sentence each; none where all is well.

    Raises NoRole.
    """
    _known(cursor, role)
    return [*_of_role(cursor, role), *_of_tables(cursor, role), *_of_columns(cursor, role), *_of_rows(cursor, role)]


def _given(table: PublicTable, role: str) -> Iterator[str]:
    seen = f"SELECT ({', '.join(table.columns)})" if table.columns else "SELECT"
    rights = [seen if one == "SELECT" else one for one in sorted(_rights(table))]
    yield f"GRANT {', '.join(rights)} ON {table.name} TO {role}"
    if table.hidden:
        policy = f"public_{role}"
        yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS {policy} ON {table.name}"
        yield f"CREATE POLICY {policy} ON {table.name} FOR SELECT TO {role} USING (NOT ({table.hidden}))"


def _rights(table: PublicTable) -> frozenset[str]:
    return COUNT if table.counted else ADD if table.added else READ


def _known(cursor: CursorWrapper, role: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        raise NoRole(role)


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = 'public' AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname"
    )
    return [row[0] for row in cursor.fetchall()]


def _of_role(cursor: CursorWrapper, role: str) -> Iterator[str]:
    cursor.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = %s",
        [role],
    )
    words = ("是超级用户", "可以绕过行级限制", "可以建立角色", "可以建立数据库", "可以复制整个数据库")
    yield from (f"角色 {role} {word}。" for has, word in zip(cursor.fetchone(), words, strict=True) if has)
    cursor.execute(
        "SELECT g.rolname FROM pg_auth_members JOIN pg_roles g ON g.oid = roleid JOIN pg_roles m ON m.oid = member "
        "WHERE m.rolname = %s",
        [role],
    )
    yield from (f"角色 {role} 属于 {row[0]}，会得到它的权限。" for row in cursor.fetchall())
    cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [role])
    if cursor.fetchone()[0]:
        yield f"角色 {role} 可以在数据库里建表。"
    cursor.execute(
        "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE nspname = 'public' AND prosecdef AND has_function_privilege(%s, pg_proc.oid, 'EXECUTE')",
        [role],
    )
    yield from (f"角色 {role} 可以用所有者的身份执行 {row[0]}。" for row in cursor.fetchall())


def _of_tables(cursor: CursorWrapper, role: str) -> Iterator[str]:
    wanted = {table.name: _rights(table) for table in TABLES}
    there = _tables(cursor)
    yield from (f"没有 {name} 这张表，请先更新表结构。" for name in wanted if name not in there)
    for name in there:
        has = set()
        for act in ACTS:
            # A right on one column is a right.
            on_columns = act in ("SELECT", "INSERT", "UPDATE", "REFERENCES")
            asked = "has_any_column_privilege" if on_columns else "has_table_privilege"
            cursor.execute(f"SELECT {asked}(%s, %s, %s)", [role, f'public."{name}"', act])
            has |= {act} if cursor.fetchone()[0] else set()
        allowed = wanted.get(name, frozenset())
        yield from (f"角色 {role} 对 {name} 有不该有的权限 {act}。" for act in sorted(has - allowed))
        yield from (f"角色 {role} 对 {name} 缺少权限 {act}。" for act in sorted(allowed - has))


def _of_columns(cursor: CursorWrapper, role: str) -> Iterator[str]:
    for table in TABLES:
        if not table.columns:
            continue
        cursor.execute(
            "SELECT column_name, has_column_privilege(%s, %s, column_name, 'SELECT') FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
            [role, f"public.{table.name}", table.name],
        )
        for name, seen in cursor.fetchall():
            if seen and name not in table.columns:
                yield f"角色 {role} 读得到 {table.name} 的 {name} 一列，不应读到。"
            if not seen and name in table.columns:
                yield f"角色 {role} 读不到 {table.name} 的 {name} 一列，应当读到。"


def _of_rows(cursor: CursorWrapper, role: str) -> Iterator[str]:
    for table in TABLES:
        if not table.hidden:
            continue
        cursor.execute(
            "SELECT relrowsecurity FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE nspname = 'public' AND relname = %s",
            [table.name],
        )
        row = cursor.fetchone()
        if row is not None and not row[0]:
            yield f"{table.name} 没有启用行级限制，不公开的行会被读到。"
        cursor.execute(
            "SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s "
            "AND (%s = ANY(roles) OR 'public' = ANY(roles)) AND policyname <> %s",
            [table.name, role, f"public_{role}"],
        )
        yield from (f"{table.name} 上另有行级规则 {row[0]}，会放宽限制。" for row in cursor.fetchall())
