# Stands for the configuration of an extension in C. What it compiles to is there already, but it is only installed where it
# could have been compiled: with a compiler, the headers of the C library, and make.
def have?(program)
  ENV.fetch("PATH", "").split(":").any? { |dir| File.executable?(File.join(dir, program)) }
end

unless have?(File.exist?("needs-c++") ? "g++" : "gcc") && File.exist?("/usr/include/stdio.h")
  abort <<~TEXT
    *** extconf.rb failed ***
    Could not create Makefile due to some reason, probably lack of necessary
    libraries and/or headers.  Check the mkmf.log file for more details.

    The compiler failed to generate an executable file. (RuntimeError)
    You have to install development tools first.
  TEXT
end

File.write("Makefile", "all:\nclean:\ninstall:\n\tmkdir -p $(sitearchdir) && cp -R compiled/. $(sitearchdir)/\n.PHONY: all clean install\n")
