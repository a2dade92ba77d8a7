# Says of each file that standard input names whether Ruby takes its syntax: path, tab, line.
$VERBOSE = nil
$stdin.read.split("\n").each do |path|
  line = 0
  begin
    RubyVM::InstructionSequence.compile(File.read(path, encoding: "UTF-8"), path)
  rescue SyntaxError => fault
    line = fault.message[/:(\d+):/, 1].to_i
    line = 1 if line.zero?
  end
  puts "#{path}\t#{line}"
end
