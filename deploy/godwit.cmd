@echo off
rem The command line on Windows, from cmd.exe: put this as godwit.cmd on the PATH, with the jar beside it or named by GODWIT_JAR.
if not defined GODWIT_JAR set "GODWIT_JAR=%~dp0godwit.jar"
java -XX:TieredStopAtLevel=1 -jar "%GODWIT_JAR%" %*
exit /b %ERRORLEVEL%
