-- The destination database, its owner for schema migrations, and the login the server runs with. Run it as a sysadmin; running it
-- again does no harm:
--   sqlcmd -S SQL1 -b -v database=Godwit ownerPassword="…" serverPassword="…" -i destination-database.sql
-- Better than passwords, give both roles to Windows accounts: CREATE LOGIN [CONTOSO\gmsa-godwit$] FROM WINDOWS, and its name below.
IF DB_ID('$(database)') IS NULL
    CREATE DATABASE [$(database)];
GO
-- Readers do not wait for writers, and a gathering reads one consistent state.
ALTER DATABASE [$(database)] SET READ_COMMITTED_SNAPSHOT ON;
ALTER DATABASE [$(database)] SET ALLOW_SNAPSHOT_ISOLATION ON;
GO
IF SUSER_ID('godwit_owner') IS NULL
    CREATE LOGIN godwit_owner WITH PASSWORD = '$(ownerPassword)';
IF SUSER_ID('godwit') IS NULL
    CREATE LOGIN godwit WITH PASSWORD = '$(serverPassword)';
GO
USE [$(database)];
GO
-- Runs the schema migrations (SPRING_FLYWAY_USER and SPRING_FLYWAY_PASSWORD); not needed while the server runs.
IF USER_ID('godwit_owner') IS NULL
    CREATE USER godwit_owner FOR LOGIN godwit_owner;
ALTER ROLE db_owner ADD MEMBER godwit_owner;
GO
-- What the server needs: rows of its own tables, no schema, no other database. Audit rows are kept from changes by a trigger, and
-- where the server makes it a ledger table by that.
IF USER_ID('godwit') IS NULL
    CREATE USER godwit FOR LOGIN godwit;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO godwit;
GO
