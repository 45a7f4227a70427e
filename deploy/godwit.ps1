# The command line on Windows: put this as godwit.ps1 on the PATH, with the jar beside it or named by $env:GODWIT_JAR.
$jar = if ($env:GODWIT_JAR) { $env:GODWIT_JAR } else { Join-Path $PSScriptRoot 'godwit.jar' }
& java -XX:TieredStopAtLevel=1 -jar $jar @args
exit $LASTEXITCODE
