# Repack unpacked Debian packages as gems, and write the index of a `file://` gem source: gems.rb DEBS SOURCE EXTCONF.
# EXTCONF stands in each gem for the compilation of what Debian has compiled already.
#
# Debian keeps a gem's specification, and puts its files into Ruby's vendor folders. `gem generate_index` left RubyGems
# with 3.6: the index is Marshal of [name, version, platform], gzipped, and one deflated specification per gem.
require "fileutils"
require "rubygems"
require "rubygems/package"
require "tmpdir"
require "zlib"

debs, source, EXTCONF = ARGV
FileUtils.mkdir_p("#{source}/gems")
FileUtils.mkdir_p("#{source}/quick/Marshal.4.8")

INTEGRATION = "usr/{share,lib/*}/rubygems-integration/*"
LIBS = ["usr/lib/ruby/vendor_ruby", "usr/lib/*/ruby/vendor_ruby/[0-9]*", "#{INTEGRATION}/gems/*/lib",
        "#{INTEGRATION}/extensions/*/*/*"].freeze

# Debian's own packages for Ruby itself; nobody installs them with `gem`.
PLUMBING = %w[rubygems-update did_you_mean].freeze

# Extensions in C++.
PLUS_PLUS = %w[eventmachine].freeze

# Path in the gem => path on disk. Programs come from the package's own bin folder, what is compiled goes beside extconf.rb.
def files_of(deb, spec)
  files = {}
  LIBS.flat_map { |pattern| Dir["#{deb}/#{pattern}"] }.select { |dir| File.directory?(dir) }.each do |root|
    Dir.glob("**/*", base: root).select { |f| File.file?("#{root}/#{f}") }.each do |f|
      folder = f.end_with?(".so") ? "ext/compiled" : "lib"
      files["#{folder}/#{f}"] = "#{root}/#{f}" unless f.match?(%r{\A\d+\.\d+\.\d+/})
    end
  end
  spec.executables.each do |name|
    found = Dir["#{deb}/#{INTEGRATION}/gems/*/{bin,exe}/#{name}", "#{deb}/usr/bin/#{name}*"].first
    files["exe/#{name}"] = found if found
  end
  files["ext/extconf.rb"] = EXTCONF if files.keys.any? { |f| f.end_with?(".so") }
  files["ext/needs-c++"] = "/dev/null" if PLUS_PLUS.include?(spec.name)
  files
end

# Where Debian's version lies about what a student gets from rubygems.org today.
def as_published(spec)
  # A snapshot of eventmachine: the release that thin asks for never has a pre-release's number.
  spec.version = spec.version.release
  # rackup dropped its dependency on WEBrick in 2.2. With it, a forgotten web server would not be seen.
  spec.dependencies.reject! { |d| d.type == :development || (spec.name == "rackup" && d.name == "webrick") }
end

def repack(deb, file, source)
  spec = Gem::Specification.load(file)
  return if PLUMBING.include?(spec.name)

  files = files_of(deb, spec)
  as_published(spec)
  spec.files = files.keys
  spec.bindir = "exe"
  spec.executables = spec.executables.select { |name| files.key?("exe/#{name}") }
  spec.extensions = files.keys & ["ext/extconf.rb"]
  spec.require_paths = ["lib"]
  spec.test_files = []
  spec.extra_rdoc_files = []
  spec.platform = Gem::Platform::RUBY
  spec.original_platform = spec.platform
  spec.loaded_from = nil
  Dir.mktmpdir do |dir|
    Dir.chdir(dir) do
      files.each do |inside, outside|
        FileUtils.mkdir_p(File.dirname(inside))
        File.binwrite(inside, File.binread(outside))
        File.chmod(0o755, inside) if inside.start_with?("exe/")
      end
      Gem::Package.build(spec, true)
      FileUtils.mv(spec.file_name, "#{source}/gems/")
    end
  end
end

def write_index(source)
  specs = Dir["#{source}/gems/*.gem"].map { |gem| Gem::Package.new(gem).spec }
  specs.each do |spec|
    spec.abbreviate
    spec.sanitize
    File.binwrite("#{source}/quick/Marshal.4.8/#{spec.full_name}.gemspec.rz", Zlib.deflate(Marshal.dump(spec)))
  end
  rows = specs.sort.map { |spec| [spec.name, spec.version, spec.original_platform.to_s] }
  latest = rows.group_by { |name, _, platform| [name, platform] }.map { |_, same| same.max_by { |row| row[1] } }
  { "specs" => rows, "latest_specs" => latest, "prerelease_specs" => [] }.each do |name, list|
    Zlib::GzipWriter.open("#{source}/#{name}.4.8.gz") { |gz| gz.write(Marshal.dump(list)) }
  end
  rows.each { |row| puts row.join(" ") }
end

Gem::DefaultUserInteraction.ui = Gem::SilentUI.new
Dir["#{debs}/*"].sort.each do |deb|
  Dir["#{deb}/#{INTEGRATION}/specifications/*.gemspec"].each { |file| repack(deb, file, source) }
end
write_index(source)
