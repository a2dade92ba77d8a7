# Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
# Ruby, 0 if there is none.
$VERBOSE = nil
$stdin.read.split("\n").each do |path|
  line = 0
  begin
    RubyVM::InstructionSequence.compile(File.read(path, encoding: "UTF-8"), path)
  rescue SyntaxError => error
    line = error.message[/:(\d+):/, 1].to_i
    line = 1 if line.zero?
  end
  puts "#{path}\t#{line}"
end
